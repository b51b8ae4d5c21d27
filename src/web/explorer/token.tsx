/** The token in use. It lives as long as the tab, and is in no address. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useSandbox } from './sandbox.ts';

const KEPT_AS = 'rollbook-token';
const SIGNED_IN_AS = 'rollbook-signed-in';

interface TokenState {
  readonly token: string;
  readonly setToken: (token: string) => void;
  /** The token of who signed in from here, if somebody did. */
  readonly signedIn: string;
}

const Token = createContext<TokenState>({ token: '', setToken: () => undefined, signedIn: '' });

/** Keeps what a sign-in gave, for this tab. */
export function keepSignedIn(token: string): void {
  sessionStorage.setItem(SIGNED_IN_AS, token);
  sessionStorage.setItem(KEPT_AS, token);
}

export function TokenProvider({ children }: { readonly children: ReactNode }) {
  const sandbox = useSandbox();
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(KEPT_AS));
  const token = chosen ?? sandbox?.tokens[0]?.token ?? '';
  const setToken = (next: string) => {
    sessionStorage.setItem(KEPT_AS, next);
    setChosen(next);
  };
  return (
    <Token value={{ token, setToken, signedIn: sessionStorage.getItem(SIGNED_IN_AS) ?? '' }}>
      {children}
    </Token>
  );
}

export function useToken(): TokenState {
  return useContext(Token);
}
