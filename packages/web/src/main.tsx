import "antd/dist/antd.css"; // first, so that our own sheets come after it
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/queries.ts";
import { keepsEarlyKeys } from "./paths.ts";
import { router } from "./routes.tsx";
import { SpeechProvider } from "./text/index.tsx";
import { ShadeProvider } from "./ui/shade.tsx";
import { beginTypedAhead } from "./ui/typed-ahead.ts";
import "./ui/base.css";
import "./ui/pages.css";

if (keepsEarlyKeys(location.pathname)) beginTypedAhead("lines"); // until the page is here
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <SpeechProvider>
          <ShadeProvider>
            <RouterProvider router={router} />
          </ShadeProvider>
        </SpeechProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
