/** Where a service reports what it does; one line a call. */
export type Log = (message: string) => void;
