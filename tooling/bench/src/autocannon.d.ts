/** As much of autocannon as is used here; it brings no types of its own. */
declare module 'autocannon' {
  export type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string };
  export type PreparedRequest = Request & { setupRequest?: (request: Request) => Request };
  export type Options = {
    url: string;
    connections: number;
    duration: number;
    sampleInt?: number;
    requests: PreparedRequest[];
  };
  export type Instance = {
    stop(): void;
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, response_time_ms: number) => void,
    ): void;
    on(event: 'start', listener: () => void): void;
    on(event: 'reqError', listener: (error: Error) => void): void;
  };
  export default function autocannon(options: Options, done: (error: Error | null) => void): Instance;
}
