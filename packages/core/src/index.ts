export { loadEnv } from './env.ts';
