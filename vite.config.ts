import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the Explorer into the folder from which it is served. */
export default defineConfig({
  root: 'src/web/explorer',
  base: '/explorer/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/site/explorer',
    emptyOutDir: true,
    // No inline pieces: the policy of the page allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
});
