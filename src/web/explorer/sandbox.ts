/** What the server tells of its sandbox; nothing where it serves real districts. */
import { useQuery } from '@tanstack/react-query';

export type TokenOwner = 'district' | 'student' | 'teacher' | 'school_admin' | 'district_admin';

export interface Sandbox {
  readonly tokens: readonly { readonly owner: TokenOwner; readonly token: string }[];
  readonly districtId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

async function readSandbox(): Promise<Sandbox | null> {
  const answer = await fetch('/explorer/sandbox.json');
  return answer.ok ? ((await answer.json()) as Sandbox | null) : null;
}

/** Undefined while it is not known; null where there is no sandbox. */
export function useSandbox(): Sandbox | null | undefined {
  return useQuery({ queryKey: ['sandbox'], queryFn: readSandbox, staleTime: Infinity }).data;
}
