import { useQuery } from '@tanstack/react-query';
import { finishSignIn } from './sign-in.ts';
import { useSandbox } from './sandbox.ts';
import { useStrings } from './strings.tsx';
import { keepSignedIn } from './token.tsx';

/** Where the browser comes back to after signing in. */
export function Callback() {
  const say = useStrings();
  const sandbox = useSandbox();
  const { error } = useQuery({
    queryKey: ['sign-in'],
    queryFn: async () => {
      if (!sandbox) throw new Error('this server has no sandbox');
      const { token, back } = await finishSignIn(sandbox, new URLSearchParams(location.search));
      keepSignedIn(token);
      // A fresh page: the code leaves the address and the history of this view.
      location.replace(back === '' ? '/explorer' : back);
      return true;
    },
    enabled: sandbox !== undefined,
    retry: false,
    staleTime: Infinity,
  });
  return (
    <main className="message" role="status">
      {error ? (
        <>
          <p>{say('signInFailed', { reason: error.message })}</p>
          <p>
            <a href="/explorer">{say('title')}</a>
          </p>
        </>
      ) : (
        <p>{say('signingIn')}</p>
      )}
    </main>
  );
}
