/** What the pages of the server say. */
import { frame } from './en/frame.ts';
import { instantLogin } from './en/instant-login.ts';
import { landing } from './en/landing.ts';
import { signIn } from './en/sign-in.ts';
import { frame as frameEs } from './es/frame.ts';
import { instantLogin as instantLoginEs } from './es/instant-login.ts';
import { landing as landingEs } from './es/landing.ts';
import { signIn as signInEs } from './es/sign-in.ts';
import type { Language } from './languages.ts';
import type { PageStrings } from './types.ts';

/** In groups; no two groups share a key. */
export const PAGE_GROUPS = {
  en: { frame, landing, signIn, instantLogin },
  es: { frame: frameEs, landing: landingEs, signIn: signInEs, instantLogin: instantLoginEs },
} as const;

function together<A, B, C, D>(a: A, b: B, c: C, d: D): A & B & C & D {
  return { ...a, ...b, ...c, ...d };
}

// Marked as pure, so that the Explorer does not carry what it never says.
export const PAGE_STRINGS: Readonly<Record<Language, PageStrings>> = {
  en: /* @__PURE__ */ together(frame, landing, signIn, instantLogin),
  es: /* @__PURE__ */ together(frameEs, landingEs, signInEs, instantLoginEs),
};
