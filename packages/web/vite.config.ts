import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { onlyUsed } from "./src/ui/antd-css.ts";

const usedStyles: Plugin = { name: "used-styles", enforce: "pre", transform: (code, id) => (id.endsWith("antd/dist/antd.css") ? onlyUsed(code) : null) };

// The server serves dist/ with script-src 'self': no inline script, so assets are never inlined as data or code.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [usedStyles, react()],
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
  server: { port: 4610, proxy: { "/api": { target: process.env["ARGOSY_API"] ?? "http://127.0.0.1:4600", changeOrigin: false } } }, // the server compares Origin with Host
});
