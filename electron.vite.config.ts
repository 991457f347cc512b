import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { entryPoints } from './src/main/runtime/entry-points.ts';

const threads = Object.fromEntries(
  Object.entries(entryPoints).map(([name, file]) => [name, resolve(import.meta.dirname, 'src/main/runtime', file)]),
);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Optional, so not among the dependencies that are left out of the bundle by themselves.
      externalizeDeps: { include: ['@napi-rs/webcodecs'] },
      rollupOptions: {
        input: { electron: resolve(import.meta.dirname, 'src/main/hosts/electron/main.ts'), ...threads },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: resolve(import.meta.dirname, 'src/preload/preload.ts') },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The page's policy allows no data: fonts or pictures.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
});
