import type { explorer } from './en/explorer.ts';
import type { frame } from './en/frame.ts';
import type { instantLogin } from './en/instant-login.ts';
import type { landing } from './en/landing.ts';
import type { signIn } from './en/sign-in.ts';

/** A group in another language: the same keys. */
export type Translated<Group> = Readonly<Record<keyof Group, string>>;

export type ExplorerKey = keyof typeof explorer;
export type ExplorerStrings = Translated<typeof explorer>;

/** Everything that a page of the server may say: its groups in one, for no two share a key. */
export type PageKey =
  keyof typeof frame | keyof typeof instantLogin | keyof typeof landing | keyof typeof signIn;
export type PageStrings = Readonly<Record<PageKey, string>>;
