/** The parts of OpenAPI 3.1 that are touched here; the rest passes through as the generator wrote it. */
export type Reference = { $ref: string };
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  $ref?: string;
  [keyword: string]: unknown;
};
export type Parameter = { in: string; name: string; required?: boolean; description?: string; schema?: Schema };
export type Header = { description: string; schema: Schema };
export type Content = Record<string, { schema?: Schema; example?: unknown }>;
export type Answer = { description: string; headers?: Record<string, Reference>; content?: Content };
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, Answer | Reference>;
  security: Record<string, string[]>[];
  deprecated?: boolean;
  [extension: `x-${string}`]: unknown;
};
export type OpenApiDocument = {
  openapi: string;
  info: Record<string, unknown>;
  servers: { url: string; description?: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    headers: Record<string, Header>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Answer>;
    securitySchemes: Record<string, unknown>;
  };
};
