import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a running `npm start` answers; `vite` alone serves the pages and passes everything else on. */
const API = process.env.SETIKET_URL ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2023',
    // Nothing is inlined as data: the pages' policy allows scripts and styles of our own address alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: { proxy: { '/trpc': API, '/api': API, '/media': API } },
});
