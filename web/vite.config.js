import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// GraphiQL's style sheet carries two web fonts as data addresses. The fonts of
// the reader's own system do as well, know Chinese, and halve the first load.
const systemFonts = {
  name: 'system-fonts',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('.css') ? code.replace(/@font-face\s*\{[^}]*data:font[^}]*\}/g, '') : null;
  },
};

// Addresses are relative, so that the page can be served below any path.
export default defineConfig({
  base: './',
  plugins: [systemFonts, react()],
  build: {
    outDir: 'build',
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    license: { fileName: 'licenses.md' },
  },
});
