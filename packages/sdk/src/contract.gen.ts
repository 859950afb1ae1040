// Generated from the API's router by scripts/contract.ts. Change the router, then run it again.
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
/** What an error carries natively; see `errorFormatter` of the API. */
export type ErrorShape = {
    message: string;
    code: number;
    data: {
        code: string;
        httpStatus: number;
        path?: string;
        reason: string;
        request_id: string;
        errors?: Record<string, {
            code: string;
            params: Record<string, string>;
            message: string;
        }[]>;
        retry_after_seconds?: number;
        facts?: Record<string, string | number | boolean | null>;
    };
};
type Root = {
    ctx: object;
    meta: object;
    errorShape: ErrorShape;
    transformer: false;
};
declare const record: {
    account: {
        get: TRPCQueryProcedure<{
            input: Record<string, never>;
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: FormData | {
                phone_number?: string | null | undefined;
                first_name?: string | undefined;
                last_name?: string | undefined;
                locale?: "en" | "id" | undefined;
                image?: File | null | undefined;
                username?: string | undefined;
                email?: string | undefined;
                password?: string | undefined;
                current_password?: string | undefined;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateProfile: TRPCMutationProcedure<{
            input: FormData | {
                phone_number?: string | null | undefined;
                first_name?: string | undefined;
                last_name?: string | undefined;
                locale?: "en" | "id" | undefined;
                image?: File | null | undefined;
                username?: string | undefined;
                email?: string | undefined;
                password?: string | undefined;
                current_password?: string | undefined;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        sessions: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    kind: "cookie" | "token";
                    is_current: boolean;
                    signed_in_at: string;
                    expires_at: string;
                    user_agent: string;
                    ip: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        endSession: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        endOtherSessions: TRPCMutationProcedure<{
            input: Record<string, never>;
            output: {
                ended: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateAny: TRPCMutationProcedure<{
            input: FormData | {
                phone_number?: string | null | undefined;
                first_name?: string | undefined;
                last_name?: string | undefined;
                locale?: "en" | "id" | undefined;
                image?: File | null | undefined;
                username?: string | undefined;
                email?: string | undefined;
                password?: string | undefined;
                id: string;
                role?: unknown;
                is_active?: boolean | undefined;
                is_superuser?: boolean | undefined;
                name?: string | undefined;
                phone?: string | null | undefined;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    attendees: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
                search?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    code: string;
                    customer_username: string;
                    customer_name: string;
                    costumer_email: string;
                    customer_email: string;
                    ticket_type: "free" | "paid" | "relawan";
                    title: string;
                    price: string;
                    event: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        export: TRPCQueryProcedure<{
            input: {
                id: string;
                format?: "csv" | "xlsx" | undefined;
                separator?: "comma" | "semicolon" | undefined;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    audits: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    status: "failed" | "finished" | "running";
                    requested_by: string | null;
                    requested_at: string;
                    finished_at: string | null;
                    checks: number;
                    findings: number;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                status: "failed" | "finished" | "running";
                requested_by: string | null;
                requested_at: string;
                finished_at: string | null;
                checks: number;
                findings: number;
                results: {
                    check: string;
                    milliseconds: number;
                    findings: {
                        check: string;
                        subject_id: string;
                        expected: string;
                        actual: string;
                        sentence: string;
                    }[];
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        request: TRPCMutationProcedure<{
            input: Record<string, never>;
            output: {
                id: string;
                status: "failed" | "finished" | "running";
                requested_by: string | null;
                requested_at: string;
                finished_at: string | null;
                checks: number;
                findings: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    auditTrail: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                cursor?: string | undefined;
                who?: string | undefined;
                action?: string | undefined;
                subject_type?: string | undefined;
                subject_id?: string | undefined;
                from?: string | undefined;
                to?: string | undefined;
                before?: string | undefined;
                page_size?: number | undefined;
            };
            output: {
                items: {
                    id: string;
                    at: string;
                    actor: {
                        id: string;
                        username: string | null;
                    } | null;
                    action: string;
                    subject_type: string;
                    subject_id: string;
                    data: Record<string, unknown>;
                    request_id: string;
                }[];
                total: number;
                next_cursor: string | null;
                next: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    auth: {
        register: TRPCMutationProcedure<{
            input: FormData | {
                phone_number?: string | null | undefined;
                first_name?: string | undefined;
                last_name?: string | undefined;
                locale?: "en" | "id" | undefined;
                image?: File | null | undefined;
                username?: string | undefined;
                email: string;
                password: string;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        login: TRPCMutationProcedure<{
            input: {
                username?: string | undefined;
                email?: string | undefined;
                password: string;
            };
            output: {
                access: string;
                refresh: string;
                expires_in: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        refresh: TRPCMutationProcedure<{
            input: {
                refresh: string;
            };
            output: {
                access: string;
                refresh: string;
                expires_in: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        logout: TRPCMutationProcedure<{
            input: {
                refresh_token?: string | undefined;
                refresh?: string | undefined;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        signIn: TRPCMutationProcedure<{
            input: {
                username?: string | undefined;
                email?: string | undefined;
                password: string;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        changePassword: TRPCMutationProcedure<{
            input: {
                new_password_confirm?: string | undefined;
                confirm_password?: string | undefined;
                new_password2?: string | undefined;
                old_password?: string | undefined;
                current_password?: string | undefined;
                new_password: string;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        requestPasswordReset: TRPCMutationProcedure<{
            input: {
                email: string;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        requestEmailVerification: TRPCMutationProcedure<{
            input: Record<string, never>;
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        confirmEmail: TRPCMutationProcedure<{
            input: {
                token: string;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        confirmPasswordReset: TRPCMutationProcedure<{
            input: {
                new_password_confirm?: string | undefined;
                confirm_password?: string | undefined;
                new_password2?: string | undefined;
                token: string;
                new_password?: string | undefined;
                password?: string | undefined;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    bookings: {
        create: TRPCMutationProcedure<{
            input: {
                event_id?: string | undefined;
                event_ticket?: string | undefined;
                ticket_type_id?: string | undefined;
                quantity?: number | undefined;
                price?: string | number | null | undefined;
                items?: {
                    ticket_type_id?: string | undefined;
                    event_ticket?: string | undefined;
                    quantity: number;
                    price?: string | number | null | undefined;
                }[] | undefined;
                user_id?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                event?: string | undefined;
            };
            output: {
                items: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listOfUser: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                id: string;
            };
            output: {
                items: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                    user_info: {
                        id: string;
                        username: string;
                        name: string;
                        email: string;
                    };
                    event_info: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                        place_name: string;
                        city: string;
                        status: string;
                    };
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listOfEvent: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                id: string;
            };
            output: {
                items: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        pay: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        confirm: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancel: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        refund: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        setStatus: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
                reason?: string | undefined;
            };
            output: {
                object: "booking";
                id: string;
                user_id: string;
                user: string;
                event_id: string;
                event: string;
                event_ticket: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                booking_date: string;
                expires_at: string | null;
                confirmed_at: string | null;
                reason: string;
                items: {
                    ticket_type_id: string;
                    event_ticket: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    boxOffice: {
        issueComps: TRPCMutationProcedure<{
            input: {
                ticket_type_id?: string | undefined;
                event_id?: string | undefined;
                email?: string | undefined;
                user_id?: string | undefined;
                quantity?: number | undefined;
                reason: string;
            };
            output: {
                booking: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                };
                comps_left: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listComps: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    booking_id: string;
                    username: string;
                    email: string;
                    ticket_type: string;
                    quantity: number;
                    reason: string;
                    issued_by: string;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        compQuota: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                event_id: string;
                comp_quota: number;
                used: number;
                left: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        changeCompQuota: TRPCMutationProcedure<{
            input: {
                id: string;
                comp_quota: number;
            };
            output: {
                event_id: string;
                comp_quota: number;
                used: number;
                left: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        refund: TRPCMutationProcedure<{
            input: {
                ticket_id?: string | undefined;
                booking_id?: string | undefined;
                order_id?: string | undefined;
                reason: string;
                amount?: string | number | undefined;
            };
            output: {
                message: string;
                refunded_amount: string;
                booking: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                };
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        upgrade: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
                to_ticket_type_id?: string | undefined;
                new_ticket_type_id?: string | undefined;
                ticket_type_id?: string | undefined;
                reason: string;
                charge?: unknown;
            };
            output: {
                object: "upgrade";
                id: string;
                status: "cancelled" | "completed" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string;
                event_id: string;
                event: string;
                booking_id: string;
                from: {
                    id: string;
                    title: string;
                };
                to: {
                    id: string;
                    title: string;
                };
                amount: string;
                credit: string;
                currency: string;
                provider: "balance" | "comp" | "stripe" | null;
                reason: string;
                invoice_number: string | null;
                expires_at: string | null;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        resendTickets: TRPCMutationProcedure<{
            input: {
                ticket_id?: string | undefined;
                booking_id?: string | undefined;
                order_id?: string | undefined;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        resendInvoice: TRPCMutationProcedure<{
            input: {
                ticket_id?: string | undefined;
                booking_id?: string | undefined;
                order_id?: string | undefined;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    categories: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    slug: string;
                    name: string;
                    events_count?: number | undefined;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                slug: string;
                name: string;
                events_count?: number | undefined;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                name: string;
                slug?: string | undefined;
            };
            output: {
                id: string;
                slug: string;
                name: string;
                events_count?: number | undefined;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: {
                name: string;
                slug?: string | undefined;
                id: string;
            };
            output: {
                id: string;
                slug: string;
                name: string;
                events_count?: number | undefined;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                id: string;
                name?: string | undefined;
                slug?: string | undefined;
            };
            output: {
                id: string;
                slug: string;
                name: string;
                events_count?: number | undefined;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    checkout: {
        createIntent: TRPCMutationProcedure<{
            input: {
                booking_id?: string | undefined;
                order_id?: string | undefined;
            };
            output: {
                payment_id: string;
                booking_id: string;
                order_id: string;
                amount: string;
                currency: string;
                status: "action_required" | "failed" | "pending" | "processing" | "succeeded" | "surplus" | "voided";
                object: "payment_intent";
                payment_intent_id: string;
                client_secret: string;
                publishable_key: string | null;
                expires_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createSession: TRPCMutationProcedure<{
            input: {
                booking_id?: string | undefined;
                order_id?: string | undefined;
                success_url?: string | undefined;
                cancel_url?: string | undefined;
            };
            output: {
                payment_id: string;
                booking_id: string;
                order_id: string;
                amount: string;
                currency: string;
                status: "action_required" | "failed" | "pending" | "processing" | "succeeded" | "surplus" | "voided";
                object: "checkout_session";
                session_id: string;
                url: string;
                checkout_url: string;
                expires_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        confirm: TRPCMutationProcedure<{
            input: {
                booking_id?: string | undefined;
                order_id?: string | undefined;
                payment_intent_id?: string | undefined;
                session_id?: string | undefined;
                payment_id?: string | undefined;
                payment_method?: string | undefined;
                return_url?: string | undefined;
            };
            output: {
                payment_id: string;
                booking_id: string;
                order_id: string;
                amount: string;
                currency: string;
                status: "action_required" | "failed" | "pending" | "processing" | "succeeded" | "surplus" | "voided";
                object: "payment";
                payment_intent_id: string | null;
                next_action: {
                    url: string;
                } | null;
                booking: {
                    object: "booking";
                    id: string;
                    user_id: string;
                    user: string;
                    event_id: string;
                    event: string;
                    event_ticket: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    booking_date: string;
                    expires_at: string | null;
                    confirmed_at: string | null;
                    reason: string;
                    items: {
                        ticket_type_id: string;
                        event_ticket: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    created_at: string;
                };
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        timeline: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                events: {
                    payment_id: string;
                    provider: string;
                    kind: "action_required" | "came_too_late" | "came_twice" | "declined" | "dispute_lost" | "dispute_won" | "disputed" | "processing" | "refund_requested" | "refunded" | "refunded_to_balance" | "started" | "succeeded" | "voided" | "wrong_amount";
                    amount: string | null;
                    currency: string;
                    detail: string;
                    at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    config: {
        get: TRPCQueryProcedure<{
            input: Record<string, never>;
            output: {
                object: "config";
                name: string;
                tagline: string;
                description: string;
                start_date: string | null;
                end_date: string | null;
                timezone: string;
                venue: {
                    name: string;
                    address: string;
                    city: string;
                    map_url: string;
                };
                contact: {
                    email: string;
                    phone: string;
                };
                website: string;
                social_links: Record<string, string>;
                currency: string;
                event_id: string | null;
                event: string | null;
                ticket_sale: "closed" | "not_yet" | "open" | "sold_out" | null;
                ticket_sale_setting: "automatic" | "closed" | "not_yet" | "open" | "sold_out";
                updated_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: {
                tagline?: string | undefined;
                description?: string | undefined;
                start_date?: string | null | undefined;
                end_date?: string | null | undefined;
                timezone?: string | undefined;
                venue_name?: string | undefined;
                venue_address?: string | undefined;
                city?: string | undefined;
                map_url?: string | undefined;
                contact_email?: string | undefined;
                contact_phone?: string | undefined;
                website?: string | undefined;
                social_links?: Record<string, string> | undefined;
                currency?: string | undefined;
                event_id?: string | null | undefined;
                ticket_sale?: unknown;
                name: string;
            };
            output: {
                object: "config";
                name: string;
                tagline: string;
                description: string;
                start_date: string | null;
                end_date: string | null;
                timezone: string;
                venue: {
                    name: string;
                    address: string;
                    city: string;
                    map_url: string;
                };
                contact: {
                    email: string;
                    phone: string;
                };
                website: string;
                social_links: Record<string, string>;
                currency: string;
                event_id: string | null;
                event: string | null;
                ticket_sale: "closed" | "not_yet" | "open" | "sold_out" | null;
                ticket_sale_setting: "automatic" | "closed" | "not_yet" | "open" | "sold_out";
                updated_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                name?: string | undefined;
                tagline?: string | undefined;
                description?: string | undefined;
                start_date?: string | null | undefined;
                end_date?: string | null | undefined;
                timezone?: string | undefined;
                venue_name?: string | undefined;
                venue_address?: string | undefined;
                city?: string | undefined;
                map_url?: string | undefined;
                contact_email?: string | undefined;
                contact_phone?: string | undefined;
                website?: string | undefined;
                social_links?: Record<string, string> | undefined;
                currency?: string | undefined;
                event_id?: string | null | undefined;
                ticket_sale?: unknown;
            };
            output: {
                object: "config";
                name: string;
                tagline: string;
                description: string;
                start_date: string | null;
                end_date: string | null;
                timezone: string;
                venue: {
                    name: string;
                    address: string;
                    city: string;
                    map_url: string;
                };
                contact: {
                    email: string;
                    phone: string;
                };
                website: string;
                social_links: Record<string, string>;
                currency: string;
                event_id: string | null;
                event: string | null;
                ticket_sale: "closed" | "not_yet" | "open" | "sold_out" | null;
                ticket_sale_setting: "automatic" | "closed" | "not_yet" | "open" | "sold_out";
                updated_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        sponsors: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                tier?: unknown;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    tier: "bronze" | "gold" | "media" | "partner" | "platinum" | "silver" | "title";
                    description: string;
                    website: string;
                    logo_url: string | null;
                    position: number;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createSponsor: TRPCMutationProcedure<{
            input: FormData | {
                name: string;
                tier: unknown;
                description?: string | undefined;
                website?: string | undefined;
                position?: number | undefined;
                logo?: File | null | undefined;
            };
            output: {
                id: string;
                name: string;
                tier: "bronze" | "gold" | "media" | "partner" | "platinum" | "silver" | "title";
                description: string;
                website: string;
                logo_url: string | null;
                position: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateSponsor: TRPCMutationProcedure<{
            input: FormData | {
                name?: string | undefined;
                tier?: unknown;
                description?: string | undefined;
                website?: string | undefined;
                position?: number | undefined;
                id: string;
                logo?: File | null | undefined;
            };
            output: {
                id: string;
                name: string;
                tier: "bronze" | "gold" | "media" | "partner" | "platinum" | "silver" | "title";
                description: string;
                website: string;
                logo_url: string | null;
                position: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        deleteSponsor: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        schedule: TRPCQueryProcedure<{
            input: {
                event?: string | undefined;
                date?: string | undefined;
                stage?: string | undefined;
            };
            output: {
                timezone: string;
                stages: string[];
                days: {
                    date: string;
                    items: {
                        id: string;
                        title: string;
                        description: string;
                        performer: string;
                        stage: string;
                        date: string;
                        start_time: string;
                        end_time: string;
                        starts_at: string;
                        ends_at: string;
                        event_id: string | null;
                    }[];
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createScheduleItem: TRPCMutationProcedure<{
            input: {
                title: string;
                starts_at: string;
                ends_at: string;
                description?: string | undefined;
                performer?: string | undefined;
                stage?: string | undefined;
                event_id?: string | null | undefined;
            };
            output: {
                id: string;
                title: string;
                description: string;
                performer: string;
                stage: string;
                date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                event_id: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateScheduleItem: TRPCMutationProcedure<{
            input: {
                title?: string | undefined;
                description?: string | undefined;
                performer?: string | undefined;
                stage?: string | undefined;
                starts_at?: string | undefined;
                ends_at?: string | undefined;
                event_id?: string | null | undefined;
                id: string;
            };
            output: {
                id: string;
                title: string;
                description: string;
                performer: string;
                stage: string;
                date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                event_id: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        deleteScheduleItem: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        contact: TRPCMutationProcedure<{
            input: {
                name: string;
                email: string;
                subject?: string | undefined;
                message: string;
                homepage?: string | undefined;
            };
            output: {
                detail: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listMessages: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                is_answered?: boolean | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    email: string;
                    subject: string;
                    message: string;
                    user_id: string | null;
                    answered_at: string | null;
                    answered_by: string | null;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        answerMessage: TRPCMutationProcedure<{
            input: {
                id: string;
                is_answered?: boolean | undefined;
            };
            output: {
                id: string;
                name: string;
                email: string;
                subject: string;
                message: string;
                user_id: string | null;
                answered_at: string | null;
                answered_by: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    events: {
        listOwn: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    total_tickets_sold: number;
                    total_revenue: string;
                    total_bookings: number;
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    created_at: string;
                    url_detail: string;
                    message: string;
                    online_url: string;
                    published_at: string | null;
                    pending_revision: {
                        id: string;
                        event_id: string;
                        event: string;
                        status: "approved" | "pending" | "rejected" | "withdrawn";
                        author: string;
                        reason: string;
                        changes: {
                            field: string;
                            before: string | boolean | null;
                            after: string | boolean | null;
                        }[];
                        created_at: string;
                        decided_at: string | null;
                    } | null;
                    total_sold: number;
                    total_sales: number;
                    registered_users_url: string;
                    event_confirmation_url: string;
                    event_proposal_detail_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        getManaged: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        sales: TRPCQueryProcedure<{
            input: Record<string, never>;
            output: {
                total_sales: number;
                total_active_event: number;
                total_sold_ticket: number;
                event_data: {
                    id: string;
                    title: string;
                    status: boolean;
                    total_sales: number;
                    total_sold: number;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listOfOrganizer: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    total_tickets_sold: number;
                    total_revenue: string;
                    total_bookings: number;
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    created_at: string;
                    url_detail: string;
                    message: string;
                    online_url: string;
                    published_at: string | null;
                    pending_revision: {
                        id: string;
                        event_id: string;
                        event: string;
                        status: "approved" | "pending" | "rejected" | "withdrawn";
                        author: string;
                        reason: string;
                        changes: {
                            field: string;
                            before: string | boolean | null;
                            after: string | boolean | null;
                        }[];
                        created_at: string;
                        decided_at: string | null;
                    } | null;
                    total_sold: number;
                    total_sales: number;
                    registered_users_url: string;
                    event_confirmation_url: string;
                    event_proposal_detail_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listPending: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    total_tickets_sold: number;
                    total_revenue: string;
                    total_bookings: number;
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    created_at: string;
                    url_detail: string;
                    message: string;
                    online_url: string;
                    published_at: string | null;
                    pending_revision: {
                        id: string;
                        event_id: string;
                        event: string;
                        status: "approved" | "pending" | "rejected" | "withdrawn";
                        author: string;
                        reason: string;
                        changes: {
                            field: string;
                            before: string | boolean | null;
                            after: string | boolean | null;
                        }[];
                        created_at: string;
                        decided_at: string | null;
                    } | null;
                    total_sold: number;
                    total_sales: number;
                    registered_users_url: string;
                    event_confirmation_url: string;
                    event_proposal_detail_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        review: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listRevisions: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: FormData | {
                title?: string | undefined;
                description?: string | null | undefined;
                start_date?: string | undefined;
                end_date?: string | undefined;
                start_time?: string | undefined;
                end_time?: string | undefined;
                starts_at?: string | undefined;
                ends_at?: string | undefined;
                date_time?: string | undefined;
                timezone?: string | undefined;
                place_name?: string | undefined;
                city?: string | undefined;
                full_address?: string | undefined;
                location?: string | undefined;
                venue?: string | undefined;
                venue_id?: string | null | undefined;
                category?: string | undefined;
                is_online?: boolean | undefined;
                online_url?: string | undefined;
                image?: File | null | undefined;
                capacity?: number | null | undefined;
                price?: string | number | undefined;
                hold_seconds?: number | null | undefined;
                tax_name?: string | undefined;
                tax_rate?: number | undefined;
                tax_included?: boolean | undefined;
                status?: unknown;
                organization_id?: string | undefined;
                organization?: string | undefined;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        submit: TRPCMutationProcedure<{
            input: FormData | {
                start_date?: string | undefined;
                end_date?: string | undefined;
                start_time?: string | undefined;
                end_time?: string | undefined;
                starts_at?: string | undefined;
                ends_at?: string | undefined;
                date_time?: string | undefined;
                timezone?: string | undefined;
                place_name?: string | undefined;
                city?: string | undefined;
                full_address?: string | undefined;
                location?: string | undefined;
                venue?: string | undefined;
                venue_id?: string | null | undefined;
                is_online?: boolean | undefined;
                online_url?: string | undefined;
                image?: File | null | undefined;
                capacity?: number | null | undefined;
                price?: string | number | undefined;
                hold_seconds?: number | null | undefined;
                tax_name?: string | undefined;
                tax_rate?: number | undefined;
                tax_included?: boolean | undefined;
                organization_id?: string | undefined;
                organization?: string | undefined;
                title: string;
                description: string;
                category: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: FormData | {
                title?: string | undefined;
                description?: string | null | undefined;
                start_date?: string | undefined;
                end_date?: string | undefined;
                start_time?: string | undefined;
                end_time?: string | undefined;
                starts_at?: string | undefined;
                ends_at?: string | undefined;
                date_time?: string | undefined;
                timezone?: string | undefined;
                place_name?: string | undefined;
                city?: string | undefined;
                full_address?: string | undefined;
                location?: string | undefined;
                venue?: string | undefined;
                venue_id?: string | null | undefined;
                category?: string | undefined;
                is_online?: boolean | undefined;
                online_url?: string | undefined;
                image?: File | null | undefined;
                capacity?: number | null | undefined;
                price?: string | number | undefined;
                hold_seconds?: number | null | undefined;
                tax_name?: string | undefined;
                tax_rate?: number | undefined;
                tax_included?: boolean | undefined;
                status?: unknown;
                id: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: FormData | {
                title?: string | undefined;
                description?: string | null | undefined;
                start_date?: string | undefined;
                end_date?: string | undefined;
                start_time?: string | undefined;
                end_time?: string | undefined;
                starts_at?: string | undefined;
                ends_at?: string | undefined;
                date_time?: string | undefined;
                timezone?: string | undefined;
                place_name?: string | undefined;
                city?: string | undefined;
                full_address?: string | undefined;
                location?: string | undefined;
                venue?: string | undefined;
                venue_id?: string | null | undefined;
                category?: string | undefined;
                is_online?: boolean | undefined;
                online_url?: string | undefined;
                image?: File | null | undefined;
                capacity?: number | null | undefined;
                price?: string | number | undefined;
                hold_seconds?: number | null | undefined;
                tax_name?: string | undefined;
                tax_rate?: number | undefined;
                tax_included?: boolean | undefined;
                status?: unknown;
                id: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        revisions: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        withdrawRevision: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        decide: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
                message?: string | undefined;
                revision_id?: string | undefined;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                success: true;
                message: string;
                data: null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        publish: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancel: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
                refund_used_tickets?: boolean | undefined;
            };
            output: {
                total_tickets_sold: number;
                total_revenue: string;
                total_bookings: number;
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                created_at: string;
                url_detail: string;
                message: string;
                online_url: string;
                published_at: string | null;
                pending_revision: {
                    id: string;
                    event_id: string;
                    event: string;
                    status: "approved" | "pending" | "rejected" | "withdrawn";
                    author: string;
                    reason: string;
                    changes: {
                        field: string;
                        before: string | boolean | null;
                        after: string | boolean | null;
                    }[];
                    created_at: string;
                    decided_at: string | null;
                } | null;
                total_sold: number;
                total_sales: number;
                registered_users_url: string;
                event_confirmation_url: string;
                event_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancellationPreview: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                event_id: string;
                bookings_confirmed: number;
                bookings_pending: number;
                bookings_disputed: number;
                tickets_unused: number;
                tickets_used: number;
                refund_amount: string;
                refund_amount_used: string;
                currency: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancellation: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                event_id: string;
                reason: string;
                refund_used_tickets: boolean;
                bookings_total: number;
                bookings_done: number;
                bookings_waiting: number;
                bookings_failed: number;
                tickets_cancelled: number;
                tickets_used: number;
                started_at: string;
                finished_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                category?: string | undefined;
                city?: string | undefined;
                start_date_from?: string | undefined;
                start_date_to?: string | undefined;
                min_price?: string | number | undefined;
                max_price?: string | number | undefined;
                starts_after?: string | undefined;
                status?: string | undefined;
                organization?: string | undefined;
                venue?: string | undefined;
                is_online?: boolean | undefined;
                search?: string | undefined;
                ordering?: ("-category" | "-city" | "-created_at" | "-end_date" | "-price" | "-start_date" | "-title" | "category" | "city" | "created_at" | "end_date" | "price" | "start_date" | "title")[] | undefined;
            };
            output: {
                items: {
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    total_tickets_sold?: number | undefined;
                    total_revenue?: string | undefined;
                    total_bookings?: number | undefined;
                    created_at: string;
                    url_detail: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                title: string;
                image_url: string | null;
                image_srcset: string | null;
                description: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                starts_at: string;
                ends_at: string;
                timezone: string;
                place_name: string;
                city: string;
                full_address: string;
                location: string;
                is_online: boolean;
                category: string;
                category_id: string;
                status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                price: number | null;
                currency: string;
                tax_name: string;
                tax_rate: number;
                tax_included: boolean;
                organizer: string;
                owner: string;
                organization_id: string;
                organization: string;
                organization_name: string;
                venue: string;
                venue_id: string | null;
                date_time: string;
                capacity: number | null;
                total_tickets_sold?: number | undefined;
                total_revenue?: string | undefined;
                total_bookings?: number | undefined;
                created_at: string;
                url_detail: string;
                ticket_type: {
                    object: "ticket_type";
                    id: string;
                    title: string;
                    event_id: string;
                    event: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    sale_starts_at: string;
                    sale_ends_at: string;
                    ticket_quantity: number;
                    quota: number;
                    sold: number;
                    held: number;
                    ticket_type: "free" | "paid" | "relawan";
                    tier: "early_bird" | "group" | "standard" | "student" | "vip";
                    description: string;
                    price: string;
                    price_with_tax: string;
                    currency: string;
                    min_per_order: number;
                    max_per_order: number | null;
                    max_per_person: number | null;
                    shared_pool_id: string | null;
                    availability: "available" | "ended" | "not_yet" | "sold_out";
                    created_at: string;
                }[];
                has_waiting_room: boolean;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        upcoming: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    total_tickets_sold?: number | undefined;
                    total_revenue?: string | undefined;
                    total_bookings?: number | undefined;
                    created_at: string;
                    url_detail: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        salesOverTime: TRPCQueryProcedure<{
            input: {
                id: string;
                per?: "day" | "hour" | undefined;
                from?: string | undefined;
                to?: string | undefined;
            };
            output: {
                event_id: string;
                per: "day" | "hour";
                timezone: string;
                currency: string;
                buckets: {
                    tickets: number;
                    revenue: string;
                    starts_at: string;
                    date: string;
                    time: string;
                    by_type: {
                        tickets: number;
                        revenue: string;
                        ticket_type_id: string;
                    }[];
                }[];
                by_type: {
                    tickets: number;
                    revenue: string;
                    ticket_type_id: string;
                    title: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    gates: {
        settings: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                event_id: string;
                doors_open_minutes_before: number;
                doors_open_at: string;
                allows_reentry: boolean;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        changeSettings: TRPCMutationProcedure<{
            input: {
                id: string;
                doors_open_minutes_before?: number | undefined;
                allows_reentry?: boolean | undefined;
            };
            output: {
                event_id: string;
                doors_open_minutes_before: number;
                doors_open_at: string;
                allows_reentry: boolean;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    event_id: string;
                    name: string;
                    is_open: boolean;
                    devices: number;
                    created_at: string;
                    closed_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                id: string;
                name: string;
            };
            output: {
                id: string;
                event_id: string;
                name: string;
                is_open: boolean;
                devices: number;
                created_at: string;
                closed_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        rename: TRPCMutationProcedure<{
            input: {
                id: string;
                name: string;
            };
            output: {
                id: string;
                event_id: string;
                name: string;
                is_open: boolean;
                devices: number;
                created_at: string;
                closed_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        close: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listDevices: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    gate_id: string;
                    gate: string;
                    name: string;
                    status: "expired" | "paired" | "revoked" | "waiting";
                    paired_at: string | null;
                    last_seen_at: string | null;
                    revoked_at: string | null;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        addDevice: TRPCMutationProcedure<{
            input: {
                id: string;
                name: string;
            };
            output: {
                device: {
                    id: string;
                    gate_id: string;
                    gate: string;
                    name: string;
                    status: "expired" | "paired" | "revoked" | "waiting";
                    paired_at: string | null;
                    last_seen_at: string | null;
                    revoked_at: string | null;
                    created_at: string;
                };
                pairing_code: string;
                expires_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        pair: TRPCMutationProcedure<{
            input: {
                pairing_code?: string | undefined;
                code?: string | undefined;
            };
            output: {
                token: string;
                device: {
                    id: string;
                    gate_id: string;
                    gate: string;
                    name: string;
                    status: "expired" | "paired" | "revoked" | "waiting";
                    paired_at: string | null;
                    last_seen_at: string | null;
                    revoked_at: string | null;
                    created_at: string;
                };
                event_id: string;
                event: string;
                qr_public_key: string;
                snapshot_public_key: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        revokeDevice: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listStaff: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    user_id: string;
                    username: string;
                    user_email: string;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        bindStaff: TRPCMutationProcedure<{
            input: {
                id: string;
                user_email: string;
            };
            output: {
                user_id: string;
                username: string;
                user_email: string;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        unbindStaff: TRPCMutationProcedure<{
            input: {
                id: string;
                user_id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        snapshot: TRPCQueryProcedure<{
            input: {
                event_id?: string | undefined;
                since?: string | undefined;
                limit?: number | undefined;
            };
            output: {
                payload: string;
                signature: string;
                public_key: string;
                version: string;
                is_complete: boolean;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    guestMessages: {
        send: TRPCMutationProcedure<{
            input: {
                id: string;
                subject: string;
                text: string;
                ticket_type_ids?: string[] | undefined;
            };
            output: {
                id: string;
                event_id: string;
                subject: string;
                text: string;
                ticket_types: {
                    id: string;
                    title: string;
                }[];
                sent_by: string;
                recipients: number;
                sent: number;
                created_at: string;
                finished_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    event_id: string;
                    subject: string;
                    text: string;
                    ticket_types: {
                        id: string;
                        title: string;
                    }[];
                    sent_by: string;
                    recipients: number;
                    sent: number;
                    created_at: string;
                    finished_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    jobs: {
        listFailed: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    job: string;
                    payload: Record<string, unknown>;
                    error: string;
                    attempts: number;
                    enqueued_at: string | null;
                    failed_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        retry: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                job: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    posters: {
        upload: TRPCMutationProcedure<{
            input: FormData | {
                event?: string | undefined;
                event_id?: string | undefined;
                image?: File | null | undefined;
                file?: File | null | undefined;
                poster?: File | null | undefined;
            };
            output: {
                id: string;
                event_id: string;
                url: string;
                content_type: string;
                bytes: number;
                width: number | null;
                height: number | null;
                position: number;
                srcset: string | null;
                variants: {
                    width: number;
                    url: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                event_id: string;
                url: string;
                content_type: string;
                bytes: number;
                width: number | null;
                height: number | null;
                position: number;
                srcset: string | null;
                variants: {
                    width: number;
                    url: string;
                }[];
            }[];
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
                poster_id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    orders: {
        listOwn: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    object: "order";
                    id: string;
                    number: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    user_id: string;
                    user: string;
                    email: string;
                    event_id: string;
                    event: string;
                    quantity: number;
                    currency: string;
                    net_amount: string;
                    tax_amount: string;
                    total_amount: string;
                    upgrades_amount: string;
                    paid_amount: string;
                    refunded_amount: string;
                    lines: {
                        ticket_type_id: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                        total_amount: string;
                    }[];
                    tax_lines: {
                        name: string;
                        rate: number;
                        net_amount: string;
                        tax_amount: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    payments: {
                        id: string;
                        upgrade: {
                            id: string;
                            ticket_id: string;
                            from: string;
                            to: string;
                        } | null;
                        provider: "balance" | "comp" | "stripe";
                        status: "failed" | "pending" | "succeeded" | "surplus" | "voided";
                        amount: string;
                        refunded_amount: string;
                        currency: string;
                        failure_message: string | null;
                        created_at: string;
                        succeeded_at: string | null;
                    }[];
                    refunds: {
                        id: string;
                        ticket_id: string | null;
                        kind: "external" | "partial" | "surplus" | "ticket";
                        provider: "balance" | "comp" | "stripe";
                        status: "failed" | "pending" | "succeeded";
                        amount: string;
                        reason: string;
                        credit_note: string | null;
                        created_at: string;
                    }[];
                    invoice_number: string | null;
                    documents: {
                        kind: "credit_note" | "invoice";
                        number: string;
                        corrects: string | null;
                        upgrade_id: string | null;
                        refund_id: string | null;
                        net_amount: string;
                        tax_amount: string;
                        total_amount: string;
                        currency: string;
                        issued_at: string;
                    }[];
                    created_at: string;
                    confirmed_at: string | null;
                    expires_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "order";
                id: string;
                number: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                user_id: string;
                user: string;
                email: string;
                event_id: string;
                event: string;
                quantity: number;
                currency: string;
                net_amount: string;
                tax_amount: string;
                total_amount: string;
                upgrades_amount: string;
                paid_amount: string;
                refunded_amount: string;
                lines: {
                    ticket_type_id: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                    total_amount: string;
                }[];
                tax_lines: {
                    name: string;
                    rate: number;
                    net_amount: string;
                    tax_amount: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                payments: {
                    id: string;
                    upgrade: {
                        id: string;
                        ticket_id: string;
                        from: string;
                        to: string;
                    } | null;
                    provider: "balance" | "comp" | "stripe";
                    status: "failed" | "pending" | "succeeded" | "surplus" | "voided";
                    amount: string;
                    refunded_amount: string;
                    currency: string;
                    failure_message: string | null;
                    created_at: string;
                    succeeded_at: string | null;
                }[];
                refunds: {
                    id: string;
                    ticket_id: string | null;
                    kind: "external" | "partial" | "surplus" | "ticket";
                    provider: "balance" | "comp" | "stripe";
                    status: "failed" | "pending" | "succeeded";
                    amount: string;
                    reason: string;
                    credit_note: string | null;
                    created_at: string;
                }[];
                invoice_number: string | null;
                documents: {
                    kind: "credit_note" | "invoice";
                    number: string;
                    corrects: string | null;
                    upgrade_id: string | null;
                    refund_id: string | null;
                    net_amount: string;
                    tax_amount: string;
                    total_amount: string;
                    currency: string;
                    issued_at: string;
                }[];
                created_at: string;
                confirmed_at: string | null;
                expires_at: string | null;
                timeline: {
                    payment_id: string;
                    provider: string;
                    kind: "action_required" | "came_too_late" | "came_twice" | "declined" | "dispute_lost" | "dispute_won" | "disputed" | "processing" | "refund_requested" | "refunded" | "refunded_to_balance" | "started" | "succeeded" | "voided" | "wrong_amount";
                    amount: string | null;
                    currency: string;
                    detail: string;
                    at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                event?: string | undefined;
                user?: string | undefined;
                search?: string | undefined;
            };
            output: {
                items: {
                    object: "order";
                    id: string;
                    number: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    user_id: string;
                    user: string;
                    email: string;
                    event_id: string;
                    event: string;
                    quantity: number;
                    currency: string;
                    net_amount: string;
                    tax_amount: string;
                    total_amount: string;
                    upgrades_amount: string;
                    paid_amount: string;
                    refunded_amount: string;
                    lines: {
                        ticket_type_id: string;
                        title: string;
                        quantity: number;
                        unit_price: string;
                        total_amount: string;
                    }[];
                    tax_lines: {
                        name: string;
                        rate: number;
                        net_amount: string;
                        tax_amount: string;
                    }[];
                    tickets: {
                        object: "ticket";
                        id: string;
                        ticket_code: string;
                        owner: string;
                        title: string;
                        event: string;
                        event_id: string;
                        ticket_type_id: string;
                        booking_id: string;
                        start_date: string;
                        end_date: string;
                        start_time: string;
                        end_time: string;
                        timezone: string;
                        place_name: string;
                        city: string;
                        is_online: boolean;
                        online_url: string | null;
                        ticket_type: "free" | "paid" | "relawan";
                        price: string;
                        currency: string;
                        status: "active" | "cancelled" | "used";
                        created_at: string;
                        code: string | null;
                    }[];
                    payments: {
                        id: string;
                        upgrade: {
                            id: string;
                            ticket_id: string;
                            from: string;
                            to: string;
                        } | null;
                        provider: "balance" | "comp" | "stripe";
                        status: "failed" | "pending" | "succeeded" | "surplus" | "voided";
                        amount: string;
                        refunded_amount: string;
                        currency: string;
                        failure_message: string | null;
                        created_at: string;
                        succeeded_at: string | null;
                    }[];
                    refunds: {
                        id: string;
                        ticket_id: string | null;
                        kind: "external" | "partial" | "surplus" | "ticket";
                        provider: "balance" | "comp" | "stripe";
                        status: "failed" | "pending" | "succeeded";
                        amount: string;
                        reason: string;
                        credit_note: string | null;
                        created_at: string;
                    }[];
                    invoice_number: string | null;
                    documents: {
                        kind: "credit_note" | "invoice";
                        number: string;
                        corrects: string | null;
                        upgrade_id: string | null;
                        refund_id: string | null;
                        net_amount: string;
                        tax_amount: string;
                        total_amount: string;
                        currency: string;
                        issued_at: string;
                    }[];
                    created_at: string;
                    confirmed_at: string | null;
                    expires_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        getAny: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "order";
                id: string;
                number: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                user_id: string;
                user: string;
                email: string;
                event_id: string;
                event: string;
                quantity: number;
                currency: string;
                net_amount: string;
                tax_amount: string;
                total_amount: string;
                upgrades_amount: string;
                paid_amount: string;
                refunded_amount: string;
                lines: {
                    ticket_type_id: string;
                    title: string;
                    quantity: number;
                    unit_price: string;
                    total_amount: string;
                }[];
                tax_lines: {
                    name: string;
                    rate: number;
                    net_amount: string;
                    tax_amount: string;
                }[];
                tickets: {
                    object: "ticket";
                    id: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    code: string | null;
                }[];
                payments: {
                    id: string;
                    upgrade: {
                        id: string;
                        ticket_id: string;
                        from: string;
                        to: string;
                    } | null;
                    provider: "balance" | "comp" | "stripe";
                    status: "failed" | "pending" | "succeeded" | "surplus" | "voided";
                    amount: string;
                    refunded_amount: string;
                    currency: string;
                    failure_message: string | null;
                    created_at: string;
                    succeeded_at: string | null;
                }[];
                refunds: {
                    id: string;
                    ticket_id: string | null;
                    kind: "external" | "partial" | "surplus" | "ticket";
                    provider: "balance" | "comp" | "stripe";
                    status: "failed" | "pending" | "succeeded";
                    amount: string;
                    reason: string;
                    credit_note: string | null;
                    created_at: string;
                }[];
                invoice_number: string | null;
                documents: {
                    kind: "credit_note" | "invoice";
                    number: string;
                    corrects: string | null;
                    upgrade_id: string | null;
                    refund_id: string | null;
                    net_amount: string;
                    tax_amount: string;
                    total_amount: string;
                    currency: string;
                    issued_at: string;
                }[];
                created_at: string;
                confirmed_at: string | null;
                expires_at: string | null;
                timeline: {
                    payment_id: string;
                    provider: string;
                    kind: "action_required" | "came_too_late" | "came_twice" | "declined" | "dispute_lost" | "dispute_won" | "disputed" | "processing" | "refund_requested" | "refunded" | "refunded_to_balance" | "started" | "succeeded" | "voided" | "wrong_amount";
                    amount: string | null;
                    currency: string;
                    detail: string;
                    at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        invoice: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        numberedInvoice: TRPCQueryProcedure<{
            input: {
                id: string;
                number: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        creditNote: TRPCQueryProcedure<{
            input: {
                id: string;
                number: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        tickets: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    payments: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    registration: string;
                    registration_id: string;
                    booking_id: string;
                    user_id: string;
                    payment_method: string;
                    amount: string;
                    amount_paid: string;
                    refunded_amount: string;
                    currency: string;
                    status: "failed" | "pending" | "refunded" | "succeeded" | "surplus" | "voided";
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                registration?: string | undefined;
                registration_id?: string | undefined;
                booking_id?: string | undefined;
                payment_method?: string | undefined;
                amount?: string | number | undefined;
                amount_paid?: string | number | undefined;
            };
            output: {
                id: string;
                registration: string;
                registration_id: string;
                booking_id: string;
                user_id: string;
                payment_method: string;
                amount: string;
                amount_paid: string;
                refunded_amount: string;
                currency: string;
                status: "failed" | "pending" | "refunded" | "succeeded" | "surplus" | "voided";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                registration: string;
                registration_id: string;
                booking_id: string;
                user_id: string;
                payment_method: string;
                amount: string;
                amount_paid: string;
                refunded_amount: string;
                currency: string;
                status: "failed" | "pending" | "refunded" | "succeeded" | "surplus" | "voided";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
                reason?: string | undefined;
            };
            output: {
                id: string;
                registration: string;
                registration_id: string;
                booking_id: string;
                user_id: string;
                payment_method: string;
                amount: string;
                amount_paid: string;
                refunded_amount: string;
                currency: string;
                status: "failed" | "pending" | "refunded" | "succeeded" | "surplus" | "voided";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    organizations: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                search?: string | undefined;
                is_mine?: boolean | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    website: string;
                    contact_email: string;
                    is_verified: boolean;
                    created_at: string;
                    updated_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                name: string;
                website: string;
                contact_email: string;
                is_verified: boolean;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                name: string;
                website?: string | undefined;
                contact_email?: string | undefined;
                owner_email?: string | undefined;
                is_verified?: boolean | undefined;
            };
            output: {
                id: string;
                name: string;
                website: string;
                contact_email: string;
                is_verified: boolean;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: {
                id: string;
                name: string;
                website?: string | undefined;
                contact_email?: string | undefined;
                is_verified?: boolean | undefined;
            };
            output: {
                id: string;
                name: string;
                website: string;
                contact_email: string;
                is_verified: boolean;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                name?: string | undefined;
                website?: string | undefined;
                contact_email?: string | undefined;
                id: string;
                is_verified?: boolean | undefined;
            };
            output: {
                id: string;
                name: string;
                website: string;
                contact_email: string;
                is_verified: boolean;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listMembers: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    organization_id: string;
                    user_id: string;
                    username: string;
                    user_email: string;
                    first_name: string;
                    last_name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        addMember: TRPCMutationProcedure<{
            input: {
                id: string;
                user_email: string;
                role?: unknown;
            };
            output: {
                invited: boolean;
                organization_id: string;
                user_email: string;
                role: "MANAGER" | "MEMBER" | "OWNER";
                user_id: string | null;
                username: string | null;
                invitation_id: string | null;
                expires_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        changeMember: TRPCMutationProcedure<{
            input: {
                id: string;
                user_id: string;
                role: unknown;
            };
            output: {
                organization_id: string;
                user_id: string;
                username: string;
                user_email: string;
                first_name: string;
                last_name: string;
                role: "MANAGER" | "MEMBER" | "OWNER";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        removeMember: TRPCMutationProcedure<{
            input: {
                id: string;
                user_id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        leave: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listInvitations: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    organization_id: string;
                    organization: string;
                    user_email: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                    expires_at: string;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        withdrawInvitation: TRPCMutationProcedure<{
            input: {
                id: string;
                invitation_id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        acceptInvitation: TRPCMutationProcedure<{
            input: {
                token: string;
            };
            output: {
                organization_id: string;
                user_id: string;
                username: string;
                user_email: string;
                first_name: string;
                last_name: string;
                role: "MANAGER" | "MEMBER" | "OWNER";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listEvents: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
                status?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    total_tickets_sold?: number | undefined;
                    total_revenue?: string | undefined;
                    total_bookings?: number | undefined;
                    created_at: string;
                    url_detail: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    proposals: {
        submit: TRPCMutationProcedure<{
            input: FormData | {
                name: string;
                category: string;
                description: string;
                location: string;
                banner?: File | null | undefined;
                proposal?: File | null | undefined;
            };
            output: {
                id: string;
                name: string;
                banner_url: string | null;
                proposal_url: string | null;
                description: string;
                location: string;
                category: string;
                status: "approved" | "pending" | "rejected";
                message: string;
                owner: string;
                organizer: string;
                created_at: string;
                decided_at: string | null;
                url_detail: string;
                event_organizer_confirmation_url: string;
                event_organizer_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listOwn: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    banner_url: string | null;
                    proposal_url: string | null;
                    description: string;
                    location: string;
                    category: string;
                    status: "approved" | "pending" | "rejected";
                    message: string;
                    owner: string;
                    organizer: string;
                    created_at: string;
                    decided_at: string | null;
                    url_detail: string;
                    event_organizer_confirmation_url: string;
                    event_organizer_proposal_detail_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                name: string;
                banner_url: string | null;
                proposal_url: string | null;
                description: string;
                location: string;
                category: string;
                status: "approved" | "pending" | "rejected";
                message: string;
                owner: string;
                organizer: string;
                created_at: string;
                decided_at: string | null;
                url_detail: string;
                event_organizer_confirmation_url: string;
                event_organizer_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    banner_url: string | null;
                    proposal_url: string | null;
                    description: string;
                    location: string;
                    category: string;
                    status: "approved" | "pending" | "rejected";
                    message: string;
                    owner: string;
                    organizer: string;
                    created_at: string;
                    decided_at: string | null;
                    url_detail: string;
                    event_organizer_confirmation_url: string;
                    event_organizer_proposal_detail_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        review: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                name: string;
                banner_url: string | null;
                proposal_url: string | null;
                description: string;
                location: string;
                category: string;
                status: "approved" | "pending" | "rejected";
                message: string;
                owner: string;
                organizer: string;
                created_at: string;
                decided_at: string | null;
                url_detail: string;
                event_organizer_confirmation_url: string;
                event_organizer_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        decide: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
                message?: string | undefined;
            };
            output: {
                id: string;
                name: string;
                banner_url: string | null;
                proposal_url: string | null;
                description: string;
                location: string;
                category: string;
                status: "approved" | "pending" | "rejected";
                message: string;
                owner: string;
                organizer: string;
                created_at: string;
                decided_at: string | null;
                url_detail: string;
                event_organizer_confirmation_url: string;
                event_organizer_proposal_detail_url: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    reconciliations: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    provider: string;
                    since: string;
                    started_at: string;
                    finished_at: string;
                    checked: number;
                    mended: number;
                    differences: {
                        kind: "amount" | "not_compared" | "not_recorded" | "refund" | "unknown_here" | "unknown_there";
                        payment_id: string | null;
                        provider_ref: string | null;
                        ours: string;
                        theirs: string;
                        mended: boolean;
                    }[];
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        run: TRPCMutationProcedure<{
            input: {
                days?: number | undefined;
            };
            output: {
                id: string;
                provider: string;
                since: string;
                started_at: string;
                finished_at: string;
                checked: number;
                mended: number;
                differences: {
                    kind: "amount" | "not_compared" | "not_recorded" | "refund" | "unknown_here" | "unknown_there";
                    payment_id: string | null;
                    provider_ref: string | null;
                    ours: string;
                    theirs: string;
                    mended: boolean;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    registrations: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    id: string;
                    user: string;
                    user_id: string;
                    event: string;
                    event_id: string;
                    ticket: string;
                    ticket_id: string;
                    quantity: number;
                    total_amount: string;
                    currency: string;
                    status: "cancelled" | "confirmed" | "expired" | "pending";
                    expires_at: string | null;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                event?: string | undefined;
                event_id?: string | undefined;
                ticket?: string | undefined;
                ticket_id?: string | undefined;
                quantity?: number | undefined;
                price?: string | number | null | undefined;
            };
            output: {
                id: string;
                user: string;
                user_id: string;
                event: string;
                event_id: string;
                ticket: string;
                ticket_id: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                expires_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                user: string;
                user_id: string;
                event: string;
                event_id: string;
                ticket: string;
                ticket_id: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                expires_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
                reason?: string | undefined;
            };
            output: {
                id: string;
                user: string;
                user_id: string;
                event: string;
                event_id: string;
                ticket: string;
                ticket_id: string;
                quantity: number;
                total_amount: string;
                currency: string;
                status: "cancelled" | "confirmed" | "expired" | "pending";
                expires_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    scan: {
        validate: TRPCMutationProcedure<{
            input: {
                qr_code?: string | undefined;
                qr?: string | undefined;
                code?: string | undefined;
                token?: string | undefined;
                qr_code_string?: string | undefined;
                qr_data?: string | undefined;
                ticket_code?: string | undefined;
                event_id?: string | undefined;
                gate?: string | undefined;
                gate_id?: string | undefined;
                device_scan_id?: string | undefined;
                direction?: unknown;
            };
            output: {
                valid: boolean;
                action: "admit" | "leave" | "reenter" | null;
                reason: "already_used" | "cancelled" | "event_cancelled" | "event_over" | "forged" | "keyboard_layout" | "not_inside" | "not_paid" | "not_yet" | "refunded" | "transferred" | "unknown" | "wrong_event" | null;
                code: string | null;
                message: string;
                ticket: {
                    id: string;
                    code: string;
                    ticket_type: string;
                    holder: string;
                    event_id: string;
                    event: string;
                    status: "active" | "cancelled" | "used";
                    used_at: string | null;
                    is_inside: boolean;
                    entries: number;
                } | null;
                last_entry_at: string | null;
                last_entry_gate: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        commit: TRPCMutationProcedure<{
            input: {
                qr_code?: string | undefined;
                qr?: string | undefined;
                code?: string | undefined;
                token?: string | undefined;
                qr_code_string?: string | undefined;
                qr_data?: string | undefined;
                ticket_code?: string | undefined;
                event_id?: string | undefined;
                gate?: string | undefined;
                gate_id?: string | undefined;
                device_scan_id?: string | undefined;
                direction?: unknown;
            };
            output: {
                admitted: boolean;
                result: "admitted" | "left" | "reentered";
                message: string;
                scan_id: string;
                scanned_at: string;
                gate: string;
                replayed: boolean;
                ticket: {
                    id: string;
                    code: string;
                    ticket_type: string;
                    holder: string;
                    event_id: string;
                    event: string;
                    status: "active" | "cancelled" | "used";
                    used_at: string | null;
                    is_inside: boolean;
                    entries: number;
                };
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        undo: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
                reason: string;
            };
            output: {
                message: string;
                ticket_id: string;
                status: "active" | "cancelled" | "used";
                scans_undone: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        logs: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                event_id?: string | undefined;
                event?: string | undefined;
                gate_id?: string | undefined;
                gate?: string | undefined;
                result?: unknown;
                reason?: unknown;
                ticket_id?: string | undefined;
                ticket?: string | undefined;
                since?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    event_id: string | null;
                    ticket_id: string | null;
                    ticket_code: string | null;
                    gate_id: string | null;
                    gate: string;
                    device_id: string | null;
                    scanned_by: string;
                    device_scan_id: string | null;
                    source: "offline" | "online";
                    direction: "entry" | "exit";
                    result: "admitted" | "conflict" | "left" | "reentered" | "refused" | "unmatched";
                    reason: "already_used" | "cancelled" | "event_cancelled" | "event_over" | "forged" | "keyboard_layout" | "not_inside" | "not_paid" | "not_yet" | "refunded" | "transferred" | "unknown" | "wrong_event" | null;
                    scanned_at: string;
                    received_at: string;
                    undone_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        stats: TRPCQueryProcedure<{
            input: {
                event_id?: string | undefined;
                event?: string | undefined;
                minutes?: number | undefined;
            };
            output: {
                event_id: string | null;
                expected: number;
                admitted: number;
                inside_now: number;
                left: number;
                refused: number;
                conflicts_open: number;
                gates: {
                    gate_id: string | null;
                    gate: string;
                    admitted: number;
                    reentered: number;
                    left: number;
                    refused: number;
                    last_scan_at: string;
                }[];
                per_minute: {
                    minute: string;
                    entries: number;
                    exits: number;
                    refused: number;
                }[];
                refusals: Record<string, number>;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        upload: TRPCMutationProcedure<{
            input: {
                scans: {
                    qr_code?: string | undefined;
                    qr?: string | undefined;
                    code?: string | undefined;
                    token?: string | undefined;
                    qr_code_string?: string | undefined;
                    qr_data?: string | undefined;
                    ticket_code?: string | undefined;
                    device_scan_id: string;
                    at?: string | undefined;
                    scanned_at?: string | undefined;
                    gate?: string | undefined;
                    gate_id?: string | undefined;
                    direction?: unknown;
                }[];
            };
            output: {
                accepted: number;
                duplicates: number;
                conflicts: number;
                refused: number;
                scans: {
                    device_scan_id: string;
                    outcome: "accepted" | "conflict" | "duplicate" | "refused";
                    result: "admitted" | "conflict" | "left" | "reentered" | "refused" | "unmatched";
                    reason: "already_used" | "cancelled" | "event_cancelled" | "event_over" | "forged" | "keyboard_layout" | "not_inside" | "not_paid" | "not_yet" | "refunded" | "transferred" | "unknown" | "wrong_event" | null;
                    code: string | null;
                    message: string;
                    ticket_id: string | null;
                    scanned_at: string;
                    is_time_corrected: boolean;
                    first_entry: {
                        scan_id: string;
                        gate: string;
                        scanned_by: string;
                        at: string;
                    } | null;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        conflicts: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                event_id?: string | undefined;
                event?: string | undefined;
                is_resolved?: boolean | undefined;
            };
            output: {
                items: {
                    id: string;
                    event_id: string;
                    ticket_id: string;
                    ticket_code: string;
                    holder: string;
                    reason: "already_used" | "cancelled" | "event_cancelled" | "event_over" | "forged" | "keyboard_layout" | "not_inside" | "not_paid" | "not_yet" | "refunded" | "transferred" | "unknown" | "wrong_event";
                    first_entry: {
                        scan_id: string;
                        gate: string;
                        scanned_by: string;
                        at: string;
                    } | null;
                    second_entry: {
                        scan_id: string;
                        gate: string;
                        scanned_by: string;
                        at: string;
                    };
                    detected_at: string;
                    resolved_at: string | null;
                    resolved_by: string | null;
                    note: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        resolveConflict: TRPCMutationProcedure<{
            input: {
                id: string;
                note: string;
            };
            output: {
                id: string;
                event_id: string;
                ticket_id: string;
                ticket_code: string;
                holder: string;
                reason: "already_used" | "cancelled" | "event_cancelled" | "event_over" | "forged" | "keyboard_layout" | "not_inside" | "not_paid" | "not_yet" | "refunded" | "transferred" | "unknown" | "wrong_event";
                first_entry: {
                    scan_id: string;
                    gate: string;
                    scanned_by: string;
                    at: string;
                } | null;
                second_entry: {
                    scan_id: string;
                    gate: string;
                    scanned_by: string;
                    at: string;
                };
                detected_at: string;
                resolved_at: string | null;
                resolved_by: string | null;
                note: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    ticketTypes: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                event?: string | undefined;
                event_id?: string | undefined;
            };
            output: {
                items: {
                    object: "ticket_type";
                    id: string;
                    title: string;
                    event_id: string;
                    event: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    sale_starts_at: string;
                    sale_ends_at: string;
                    ticket_quantity: number;
                    quota: number;
                    sold: number;
                    held: number;
                    ticket_type: "free" | "paid" | "relawan";
                    tier: "early_bird" | "group" | "standard" | "student" | "vip";
                    description: string;
                    price: string;
                    price_with_tax: string;
                    currency: string;
                    min_per_order: number;
                    max_per_order: number | null;
                    max_per_person: number | null;
                    shared_pool_id: string | null;
                    availability: "available" | "ended" | "not_yet" | "sold_out";
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listAvailable: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "ticket_type";
                id: string;
                title: string;
                event_id: string;
                event: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                sale_starts_at: string;
                sale_ends_at: string;
                ticket_quantity: number;
                quota: number;
                sold: number;
                held: number;
                ticket_type: "free" | "paid" | "relawan";
                tier: "early_bird" | "group" | "standard" | "student" | "vip";
                description: string;
                price: string;
                price_with_tax: string;
                currency: string;
                min_per_order: number;
                max_per_order: number | null;
                max_per_person: number | null;
                shared_pool_id: string | null;
                availability: "available" | "ended" | "not_yet" | "sold_out";
                created_at: string;
            }[];
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                title?: string | undefined;
                start_date?: string | undefined;
                start_time?: string | undefined;
                end_date?: string | undefined;
                end_time?: string | undefined;
                sale_starts_at?: string | undefined;
                sale_ends_at?: string | undefined;
                ticket_quantity?: number | undefined;
                quota?: number | undefined;
                ticket_type?: unknown;
                tier?: unknown;
                description?: string | undefined;
                price?: string | number | null | undefined;
                min_per_order?: number | undefined;
                max_per_order?: number | null | undefined;
                max_per_person?: number | null | undefined;
                shared_pool_id?: string | null | undefined;
                event_id?: string | undefined;
                event?: string | undefined;
            };
            output: {
                object: "ticket_type";
                id: string;
                title: string;
                event_id: string;
                event: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                sale_starts_at: string;
                sale_ends_at: string;
                ticket_quantity: number;
                quota: number;
                sold: number;
                held: number;
                ticket_type: "free" | "paid" | "relawan";
                tier: "early_bird" | "group" | "standard" | "student" | "vip";
                description: string;
                price: string;
                price_with_tax: string;
                currency: string;
                min_per_order: number;
                max_per_order: number | null;
                max_per_person: number | null;
                shared_pool_id: string | null;
                availability: "available" | "ended" | "not_yet" | "sold_out";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: {
                title?: string | undefined;
                start_date?: string | undefined;
                start_time?: string | undefined;
                end_date?: string | undefined;
                end_time?: string | undefined;
                sale_starts_at?: string | undefined;
                sale_ends_at?: string | undefined;
                ticket_quantity?: number | undefined;
                quota?: number | undefined;
                ticket_type?: unknown;
                tier?: unknown;
                description?: string | undefined;
                price?: string | number | null | undefined;
                min_per_order?: number | undefined;
                max_per_order?: number | null | undefined;
                max_per_person?: number | null | undefined;
                shared_pool_id?: string | null | undefined;
                id: string;
            };
            output: {
                object: "ticket_type";
                id: string;
                title: string;
                event_id: string;
                event: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                sale_starts_at: string;
                sale_ends_at: string;
                ticket_quantity: number;
                quota: number;
                sold: number;
                held: number;
                ticket_type: "free" | "paid" | "relawan";
                tier: "early_bird" | "group" | "standard" | "student" | "vip";
                description: string;
                price: string;
                price_with_tax: string;
                currency: string;
                min_per_order: number;
                max_per_order: number | null;
                max_per_person: number | null;
                shared_pool_id: string | null;
                availability: "available" | "ended" | "not_yet" | "sold_out";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                title?: string | undefined;
                start_date?: string | undefined;
                start_time?: string | undefined;
                end_date?: string | undefined;
                end_time?: string | undefined;
                sale_starts_at?: string | undefined;
                sale_ends_at?: string | undefined;
                ticket_quantity?: number | undefined;
                quota?: number | undefined;
                ticket_type?: unknown;
                tier?: unknown;
                description?: string | undefined;
                price?: string | number | null | undefined;
                min_per_order?: number | undefined;
                max_per_order?: number | null | undefined;
                max_per_person?: number | null | undefined;
                shared_pool_id?: string | null | undefined;
                id: string;
            };
            output: {
                object: "ticket_type";
                id: string;
                title: string;
                event_id: string;
                event: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                sale_starts_at: string;
                sale_ends_at: string;
                ticket_quantity: number;
                quota: number;
                sold: number;
                held: number;
                ticket_type: "free" | "paid" | "relawan";
                tier: "early_bird" | "group" | "standard" | "student" | "vip";
                description: string;
                price: string;
                price_with_tax: string;
                currency: string;
                min_per_order: number;
                max_per_order: number | null;
                max_per_person: number | null;
                shared_pool_id: string | null;
                availability: "available" | "ended" | "not_yet" | "sold_out";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createPool: TRPCMutationProcedure<{
            input: {
                id: string;
                capacity: number;
            };
            output: {
                id: string;
                event_id: string;
                capacity: number;
                held: number;
                sold: number;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    tickets: {
        listOwn: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    object: "ticket";
                    id: string;
                    code: string;
                    ticket_code: string;
                    owner: string;
                    title: string;
                    event: string;
                    event_id: string;
                    ticket_type_id: string;
                    booking_id: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    is_online: boolean;
                    online_url: string | null;
                    ticket_type: "free" | "paid" | "relawan";
                    price: string;
                    currency: string;
                    status: "active" | "cancelled" | "used";
                    created_at: string;
                    pending_transfer: {
                        id: string;
                        to_email: string;
                        expires_at: string;
                    } | null;
                    pending_upgrade: {
                        id: string;
                        to: string;
                        to_ticket_type_id: string;
                        expires_at: string;
                    } | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "ticket";
                id: string;
                code: string;
                ticket_code: string;
                owner: string;
                title: string;
                event: string;
                event_id: string;
                ticket_type_id: string;
                booking_id: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                timezone: string;
                place_name: string;
                city: string;
                is_online: boolean;
                online_url: string | null;
                ticket_type: "free" | "paid" | "relawan";
                price: string;
                currency: string;
                status: "active" | "cancelled" | "used";
                created_at: string;
            } | {
                object: "ticket_type";
                id: string;
                title: string;
                event_id: string;
                event: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                sale_starts_at: string;
                sale_ends_at: string;
                ticket_quantity: number;
                quota: number;
                sold: number;
                held: number;
                ticket_type: "free" | "paid" | "relawan";
                tier: "early_bird" | "group" | "standard" | "student" | "vip";
                description: string;
                price: string;
                price_with_tax: string;
                currency: string;
                min_per_order: number;
                max_per_order: number | null;
                max_per_person: number | null;
                shared_pool_id: string | null;
                availability: "available" | "ended" | "not_yet" | "sold_out";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        qr: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                qr_code: string;
                qr_code_string: string;
                ticket_id: string;
                event: string;
                ticket: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        calendar: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        purchase: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
                price?: string | number | null | undefined;
            };
            output: {
                object: "ticket";
                id: string;
                code: string;
                ticket_code: string;
                owner: string;
                title: string;
                event: string;
                event_id: string;
                ticket_type_id: string;
                booking_id: string;
                start_date: string;
                end_date: string;
                start_time: string;
                end_time: string;
                timezone: string;
                place_name: string;
                city: string;
                is_online: boolean;
                online_url: string | null;
                ticket_type: "free" | "paid" | "relawan";
                price: string;
                currency: string;
                status: "active" | "cancelled" | "used";
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        refund: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                message: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        refundAny: TRPCMutationProcedure<{
            input: {
                id: string;
                reason?: string | undefined;
            };
            output: {
                message: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        pdf: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    transfers: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                direction?: unknown;
            };
            output: {
                items: {
                    id: string;
                    direction: "received" | "sent";
                    status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                    ticket_id: string;
                    ticket_code: string | null;
                    ticket: string;
                    event: string;
                    event_id: string;
                    start_date: string;
                    start_time: string;
                    timezone: string;
                    from: string;
                    to_email: string;
                    to: string | null;
                    message: string;
                    expires_at: string;
                    created_at: string;
                    ended_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
                to_email?: string | undefined;
                recipient_email?: string | undefined;
                email?: string | undefined;
                message?: string | undefined;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancel: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        accept: TRPCMutationProcedure<{
            input: {
                token: string;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        decline: TRPCMutationProcedure<{
            input: {
                token: string;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        acceptReceived: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        declineReceived: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                direction: "received" | "sent";
                status: "accepted" | "cancelled" | "declined" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string | null;
                ticket: string;
                event: string;
                event_id: string;
                start_date: string;
                start_time: string;
                timezone: string;
                from: string;
                to_email: string;
                to: string | null;
                message: string;
                expires_at: string;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    upgrades: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
            };
            output: {
                items: {
                    object: "upgrade";
                    id: string;
                    status: "cancelled" | "completed" | "expired" | "pending";
                    ticket_id: string;
                    ticket_code: string;
                    event_id: string;
                    event: string;
                    booking_id: string;
                    from: {
                        id: string;
                        title: string;
                    };
                    to: {
                        id: string;
                        title: string;
                    };
                    amount: string;
                    credit: string;
                    currency: string;
                    provider: "balance" | "comp" | "stripe" | null;
                    reason: string;
                    invoice_number: string | null;
                    expires_at: string | null;
                    created_at: string;
                    ended_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                success_url?: string | undefined;
                cancel_url?: string | undefined;
                ticket_id: string;
                to_ticket_type_id?: string | undefined;
                new_ticket_type_id?: string | undefined;
                ticket_type_id?: string | undefined;
                provider?: unknown;
                flow?: unknown;
            };
            output: {
                object: "upgrade";
                id: string;
                status: "cancelled" | "completed" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string;
                event_id: string;
                event: string;
                booking_id: string;
                from: {
                    id: string;
                    title: string;
                };
                to: {
                    id: string;
                    title: string;
                };
                amount: string;
                credit: string;
                currency: string;
                provider: "balance" | "comp" | "stripe" | null;
                reason: string;
                invoice_number: string | null;
                expires_at: string | null;
                created_at: string;
                ended_at: string | null;
                payment: {
                    payment_id: string;
                    booking_id: string;
                    order_id: string;
                    amount: string;
                    currency: string;
                    status: "action_required" | "failed" | "pending" | "processing" | "succeeded" | "surplus" | "voided";
                    object: "payment_intent";
                    payment_intent_id: string;
                    client_secret: string;
                    publishable_key: string | null;
                    expires_at: string | null;
                } | null;
                checkout: {
                    payment_id: string;
                    booking_id: string;
                    order_id: string;
                    amount: string;
                    currency: string;
                    status: "action_required" | "failed" | "pending" | "processing" | "succeeded" | "surplus" | "voided";
                    object: "checkout_session";
                    session_id: string;
                    url: string;
                    checkout_url: string;
                    expires_at: string | null;
                } | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        confirm: TRPCMutationProcedure<{
            input: {
                payment_method?: string | undefined;
                return_url?: string | undefined;
                id: string;
            };
            output: {
                object: "upgrade";
                id: string;
                status: "cancelled" | "completed" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string;
                event_id: string;
                event: string;
                booking_id: string;
                from: {
                    id: string;
                    title: string;
                };
                to: {
                    id: string;
                    title: string;
                };
                amount: string;
                credit: string;
                currency: string;
                provider: "balance" | "comp" | "stripe" | null;
                reason: string;
                invoice_number: string | null;
                expires_at: string | null;
                created_at: string;
                ended_at: string | null;
                next_action: {
                    url: string;
                } | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        cancel: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                object: "upgrade";
                id: string;
                status: "cancelled" | "completed" | "expired" | "pending";
                ticket_id: string;
                ticket_code: string;
                event_id: string;
                event: string;
                booking_id: string;
                from: {
                    id: string;
                    title: string;
                };
                to: {
                    id: string;
                    title: string;
                };
                amount: string;
                credit: string;
                currency: string;
                provider: "balance" | "comp" | "stripe" | null;
                reason: string;
                invoice_number: string | null;
                expires_at: string | null;
                created_at: string;
                ended_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    users: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                search?: string | undefined;
                role?: unknown;
            };
            output: {
                items: {
                    id: string;
                    username: string;
                    email: string;
                    email_verified: boolean;
                    first_name: string;
                    last_name: string;
                    name: string;
                    phone_number: string | null;
                    phone: string | null;
                    image_url: string | null;
                    role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                    is_superuser: boolean;
                    is_active: boolean;
                    balance: number;
                    currency: string;
                    locale: string;
                    memberships: {
                        organization_id: string;
                        name: string;
                        role: "MANAGER" | "MEMBER" | "OWNER";
                    }[];
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: FormData | {
                name: string;
                phone: string;
                role?: unknown;
                email?: string | undefined;
                username?: string | undefined;
                password?: string | undefined;
                locale?: "en" | "id" | undefined;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                username: string;
                email: string;
                email_verified: boolean;
                first_name: string;
                last_name: string;
                name: string;
                phone_number: string | null;
                phone: string | null;
                image_url: string | null;
                role: "administrator" | "customer" | "event_organizer" | "staff" | "support" | "vendor";
                is_superuser: boolean;
                is_active: boolean;
                balance: number;
                currency: string;
                locale: string;
                memberships: {
                    organization_id: string;
                    name: string;
                    role: "MANAGER" | "MEMBER" | "OWNER";
                }[];
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listOrganizers: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    username: string;
                    email: string;
                    event_url: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    vendors: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                event?: string | undefined;
                category?: string | undefined;
                search?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    description: string;
                    category: string;
                    website: string;
                    logo_url: string | null;
                    booths: {
                        id: string;
                        number: string;
                        location: string;
                        event_id: string | null;
                        event: string | null;
                    }[];
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        profile: TRPCQueryProcedure<{
            input: Record<string, never>;
            output: {
                id: string;
                name: string;
                description: string;
                category: string;
                website: string;
                contact_email: string;
                phone: string;
                logo_url: string | null;
                status: "approved" | "pending" | "suspended";
                username: string;
                email: string;
                booths: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateProfile: TRPCMutationProcedure<{
            input: FormData | {
                name?: string | undefined;
                description?: string | undefined;
                category?: string | undefined;
                website?: string | undefined;
                contact_email?: string | undefined;
                phone?: string | undefined;
                logo?: File | null | undefined;
            };
            output: {
                id: string;
                name: string;
                description: string;
                category: string;
                website: string;
                contact_email: string;
                phone: string;
                logo_url: string | null;
                status: "approved" | "pending" | "suspended";
                username: string;
                email: string;
                booths: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        dashboard: TRPCQueryProcedure<{
            input: Record<string, never>;
            output: {
                vendor: {
                    id: string;
                    name: string;
                    description: string;
                    category: string;
                    website: string;
                    contact_email: string;
                    phone: string;
                    logo_url: string | null;
                    status: "approved" | "pending" | "suspended";
                    username: string;
                    email: string;
                    booths: {
                        id: string;
                        number: string;
                        location: string;
                        description: string;
                        event: {
                            id: string;
                            title: string;
                            starts_at: string;
                            ends_at: string;
                        } | null;
                        vendor_id: string | null;
                        vendor: string | null;
                        assigned_at: string | null;
                        setup_status: "assigned" | "free" | "set_up";
                        set_up_at: string | null;
                        created_at: string;
                    }[];
                };
                setup_status: "assigned" | "no_booth" | "set_up";
                booth: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                } | null;
                event: {
                    id: string;
                    title: string;
                    starts_at: string;
                    ends_at: string;
                } | null;
                counts: {
                    booths: number;
                    set_up: number;
                    events: number;
                    expected_visitors: number;
                };
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        setupQr: TRPCQueryProcedure<{
            input: {
                booth_id?: string | undefined;
            };
            output: {
                qr_code: string;
                qr_code_string: string;
                vendor_id: string;
                vendor: string;
                booth_id: string;
                booth: string;
                event: string | null;
                set_up_at: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        scanSetup: TRPCMutationProcedure<{
            input: {
                qr: string;
            };
            output: {
                result: "already_set_up" | "set_up";
                set_up_at: string;
                vendor: {
                    id: string;
                    name: string;
                    description: string;
                    category: string;
                    website: string;
                    contact_email: string;
                    phone: string;
                    logo_url: string | null;
                    status: "approved" | "pending" | "suspended";
                    username: string;
                    email: string;
                    booths: {
                        id: string;
                        number: string;
                        location: string;
                        description: string;
                        event: {
                            id: string;
                            title: string;
                            starts_at: string;
                            ends_at: string;
                        } | null;
                        vendor_id: string | null;
                        vendor: string | null;
                        assigned_at: string | null;
                        setup_status: "assigned" | "free" | "set_up";
                        set_up_at: string | null;
                        created_at: string;
                    }[];
                };
                booth: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                };
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listBooths: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                event?: string | undefined;
                vendor?: string | undefined;
                is_free?: boolean | undefined;
            };
            output: {
                items: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createBooth: TRPCMutationProcedure<{
            input: {
                number: string;
                event_id?: string | null | undefined;
                location?: string | undefined;
                description?: string | undefined;
            };
            output: {
                id: string;
                number: string;
                location: string;
                description: string;
                event: {
                    id: string;
                    title: string;
                    starts_at: string;
                    ends_at: string;
                } | null;
                vendor_id: string | null;
                vendor: string | null;
                assigned_at: string | null;
                setup_status: "assigned" | "free" | "set_up";
                set_up_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        updateBooth: TRPCMutationProcedure<{
            input: {
                number?: string | undefined;
                event_id?: string | null | undefined;
                location?: string | undefined;
                description?: string | undefined;
                id: string;
            };
            output: {
                id: string;
                number: string;
                location: string;
                description: string;
                event: {
                    id: string;
                    title: string;
                    starts_at: string;
                    ends_at: string;
                } | null;
                vendor_id: string | null;
                vendor: string | null;
                assigned_at: string | null;
                setup_status: "assigned" | "free" | "set_up";
                set_up_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        deleteBooth: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        assignBooth: TRPCMutationProcedure<{
            input: {
                booth_id: string;
                vendor_id: string;
            };
            output: {
                id: string;
                number: string;
                location: string;
                description: string;
                event: {
                    id: string;
                    title: string;
                    starts_at: string;
                    ends_at: string;
                } | null;
                vendor_id: string | null;
                vendor: string | null;
                assigned_at: string | null;
                setup_status: "assigned" | "free" | "set_up";
                set_up_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        unassignBooth: TRPCMutationProcedure<{
            input: {
                booth_id: string;
            };
            output: {
                id: string;
                number: string;
                location: string;
                description: string;
                event: {
                    id: string;
                    title: string;
                    starts_at: string;
                    ends_at: string;
                } | null;
                vendor_id: string | null;
                vendor: string | null;
                assigned_at: string | null;
                setup_status: "assigned" | "free" | "set_up";
                set_up_at: string | null;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listAll: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                status?: unknown;
                search?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    description: string;
                    category: string;
                    website: string;
                    contact_email: string;
                    phone: string;
                    logo_url: string | null;
                    status: "approved" | "pending" | "suspended";
                    username: string;
                    email: string;
                    booths: {
                        id: string;
                        number: string;
                        location: string;
                        description: string;
                        event: {
                            id: string;
                            title: string;
                            starts_at: string;
                            ends_at: string;
                        } | null;
                        vendor_id: string | null;
                        vendor: string | null;
                        assigned_at: string | null;
                        setup_status: "assigned" | "free" | "set_up";
                        set_up_at: string | null;
                        created_at: string;
                    }[];
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        decide: TRPCMutationProcedure<{
            input: {
                id: string;
                status: unknown;
            };
            output: {
                id: string;
                name: string;
                description: string;
                category: string;
                website: string;
                contact_email: string;
                phone: string;
                logo_url: string | null;
                status: "approved" | "pending" | "suspended";
                username: string;
                email: string;
                booths: {
                    id: string;
                    number: string;
                    location: string;
                    description: string;
                    event: {
                        id: string;
                        title: string;
                        starts_at: string;
                        ends_at: string;
                    } | null;
                    vendor_id: string | null;
                    vendor: string | null;
                    assigned_at: string | null;
                    setup_status: "assigned" | "free" | "set_up";
                    set_up_at: string | null;
                    created_at: string;
                }[];
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    venues: {
        list: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                search?: string | undefined;
                city?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    name: string;
                    address: string;
                    city: string;
                    capacity: number | null;
                    created_at: string;
                    updated_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        get: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                id: string;
                name: string;
                address: string;
                city: string;
                capacity: number | null;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        create: TRPCMutationProcedure<{
            input: {
                name: string;
                address?: string | undefined;
                city?: string | undefined;
                capacity?: number | null | undefined;
            };
            output: {
                id: string;
                name: string;
                address: string;
                city: string;
                capacity: number | null;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        replace: TRPCMutationProcedure<{
            input: {
                name: string;
                address?: string | undefined;
                city?: string | undefined;
                capacity?: number | null | undefined;
                id: string;
            };
            output: {
                id: string;
                name: string;
                address: string;
                city: string;
                capacity: number | null;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        update: TRPCMutationProcedure<{
            input: {
                name?: string | undefined;
                address?: string | undefined;
                city?: string | undefined;
                capacity?: number | null | undefined;
                id: string;
            };
            output: {
                id: string;
                name: string;
                address: string;
                city: string;
                capacity: number | null;
                created_at: string;
                updated_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        delete: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listManagers: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    user_id: string;
                    username: string;
                    user_email: string;
                    created_at: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        addManager: TRPCMutationProcedure<{
            input: {
                id: string;
                user_email: string;
            };
            output: {
                user_id: string;
                username: string;
                user_email: string;
                created_at: string;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        removeManager: TRPCMutationProcedure<{
            input: {
                id: string;
                user_id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        schedule: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                id: string;
            };
            output: {
                items: {
                    id: string;
                    title: string;
                    image_url: string | null;
                    image_srcset: string | null;
                    description: string;
                    start_date: string;
                    end_date: string;
                    start_time: string;
                    end_time: string;
                    starts_at: string;
                    ends_at: string;
                    timezone: string;
                    place_name: string;
                    city: string;
                    full_address: string;
                    location: string;
                    is_online: boolean;
                    category: string;
                    category_id: string;
                    status: "approved" | "cancelled" | "completed" | "draft" | "pending" | "rejected";
                    price: number | null;
                    currency: string;
                    tax_name: string;
                    tax_rate: number;
                    tax_included: boolean;
                    organizer: string;
                    owner: string;
                    organization_id: string;
                    organization: string;
                    organization_name: string;
                    venue: string;
                    venue_id: string | null;
                    date_time: string;
                    capacity: number | null;
                    total_tickets_sold?: number | undefined;
                    total_revenue?: string | undefined;
                    total_bookings?: number | undefined;
                    created_at: string;
                    url_detail: string;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    waitingRoom: {
        join: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: {
                state: "admitted" | "early" | "expired" | "outside" | "over" | "sold_out" | "waiting";
                position: number | null;
                ahead: number | null;
                estimate_seconds: number | null;
                opens_at: string | null;
                expires_at: string | null;
                admission_token: string | null;
                visitor_secret: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        look: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                state: "admitted" | "early" | "expired" | "outside" | "over" | "sold_out" | "waiting";
                position: number | null;
                ahead: number | null;
                estimate_seconds: number | null;
                opens_at: string | null;
                expires_at: string | null;
                admission_token: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        settings: TRPCQueryProcedure<{
            input: {
                id: string;
            };
            output: {
                event_id: string;
                is_on: boolean;
                opens_at: string | null;
                max_per_minute: number | null;
                drawn_at: string | null;
                drawn: number;
                seed: string | null;
                waiting: number;
                admitted: number;
                may_buy: number;
                admitted_per_minute: number;
                rate_per_minute: number;
                places_left: number | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        change: TRPCMutationProcedure<{
            input: {
                id: string;
                opens_at?: string | null | undefined;
                max_per_minute?: number | null | undefined;
            };
            output: {
                event_id: string;
                is_on: boolean;
                opens_at: string | null;
                max_per_minute: number | null;
                drawn_at: string | null;
                drawn: number;
                seed: string | null;
                waiting: number;
                admitted: number;
                may_buy: number;
                admitted_per_minute: number;
                rate_per_minute: number;
                places_left: number | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        close: TRPCMutationProcedure<{
            input: {
                id: string;
            };
            output: void;
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
    wallets: {
        createApplePass: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
            };
            output: { content_type: string; filename: string | null };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        createGooglePass: TRPCMutationProcedure<{
            input: {
                ticket_id: string;
            };
            output: {
                pass: {
                    id: string;
                    platform: "apple" | "google";
                    ticket_id: string;
                    code: string | null;
                    event_id: string;
                    event: string;
                    status: "active" | "voided";
                    version: number;
                    devices: number;
                    created_at: string;
                    updated_at: string;
                    voided_at: string | null;
                };
                save_url: string;
                is_development: boolean;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
        listPasses: TRPCQueryProcedure<{
            input: {
                page?: number | undefined;
                page_size?: number | undefined;
                cursor?: string | undefined;
                platform?: unknown;
                status?: unknown;
                ticket_id?: string | undefined;
            };
            output: {
                items: {
                    id: string;
                    platform: "apple" | "google";
                    ticket_id: string;
                    code: string | null;
                    event_id: string;
                    event: string;
                    status: "active" | "voided";
                    version: number;
                    devices: number;
                    created_at: string;
                    updated_at: string;
                    voided_at: string | null;
                }[];
                total: number;
                next_cursor: string | null;
            };
            meta: unknown;
            errorShape: ErrorShape;
        }>;
    };
};
export type AppRouter = TRPCBuiltRouter<Root, typeof record>;
