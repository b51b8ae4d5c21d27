import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Callback } from './callback.tsx';
import { ExplorerPage } from './explorer-page.tsx';
import { FIRST_REQUEST, type Request, requestOf } from './request.ts';
import { LanguageProvider } from './strings.tsx';
import { TokenProvider } from './token.tsx';
import './explorer.css';
import './answer.css';

const rootRoute = createRootRoute({ component: Outlet });

/**
 * The address holds the request and never a token, so it can be given to others. It names a path of the Data API: nobody's token is sent
 * anywhere else because of a link that was followed.
 */
const explorerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/explorer',
  validateSearch: ({ path, query }: Record<string, unknown>): Request =>
    typeof path === 'string' && requestOf(path)
      ? { path, query: typeof query === 'string' ? query : '' }
      : FIRST_REQUEST,
  component: ExplorerPage,
});

const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/explorer/callback',
  component: Callback,
});

const router = createRouter({
  routeTree: rootRoute.addChildren([explorerRoute, callbackRoute]),
  // Parameters as plain text: what stands in the address is what is sent.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const query = new URLSearchParams(
      Object.entries(search).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      ),
    ).toString();
    return query === '' ? '' : `?${query}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router;
  }
}

/** A hub may stand in the next room: what the browser thinks of the internet does not matter. */
const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } });

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <TokenProvider>
            <RouterProvider router={router} />
          </TokenProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
