import { useState } from 'react';
import { type TokenOwner, useSandbox } from './sandbox.ts';
import { beginSignIn } from './sign-in.ts';
import type { ExplorerKey } from '../../strings/index.ts';
import { useStrings } from './strings.tsx';
import { useToken } from './token.tsx';

const LABELS = {
  district: 'tokenDistrict',
  student: 'tokenStudent',
  teacher: 'tokenTeacher',
  school_admin: 'tokenSchoolAdmin',
  district_admin: 'tokenDistrictAdmin',
} as const satisfies Record<TokenOwner, ExplorerKey>;

/** Which token is sent: one of the sandbox, one of a person who signs in, or the reader's own. */
export function TokenChoice() {
  const say = useStrings();
  const sandbox = useSandbox();
  const { token, setToken, signedIn } = useToken();
  const known = sandbox?.tokens ?? [];
  const isListed = token !== '' && (token === signedIn || known.some((one) => one.token === token));
  const [isOwn, setIsOwn] = useState(false);
  const ownChosen = isOwn || (!isListed && sandbox !== undefined);
  return (
    <section className="card token" aria-labelledby="token-title">
      <h2 id="token-title">{say('token')}</h2>
      <div className="row">
        {known.length > 0 && (
          <select
            aria-labelledby="token-title"
            value={ownChosen ? '' : token}
            onChange={({ target }) => {
              setIsOwn(target.value === '');
              setToken(target.value);
            }}
          >
            {known.map(({ owner, token: value }) => (
              <option key={value} value={value}>
                {say(LABELS[owner])}: {value}
              </option>
            ))}
            {signedIn !== '' && <option value={signedIn}>{say('tokenSignedIn')}</option>}
            <option value="">{say('tokenOwn')}</option>
          </select>
        )}
        {ownChosen && (
          <input
            type="password"
            autoComplete="off"
            aria-label={say('tokenPlaceholder')}
            placeholder={say('tokenPlaceholder')}
            value={isListed ? '' : token}
            onChange={(event) => setToken(event.target.value.trim())}
          />
        )}
        {sandbox && (
          <button type="button" title={say('signInHelp')} onClick={() => void beginSignIn(sandbox)}>
            {say('signIn')}
          </button>
        )}
      </div>
      <p className="quiet">{say('tokenHelp')}</p>
    </section>
  );
}
