import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { nameIn } from './record-name.ts';
import { endpointOf, type Request, uriOf } from './request.ts';
import { RequestLink } from './request-link.tsx';
import type { Answer } from './send-request.ts';
import { useStrings } from './strings.tsx';

interface Props {
  readonly request: Request;
  readonly onFollow: (request: Request) => void;
}

/** Back and forward through what was asked. The browser's own buttons do the same. */
function Steps() {
  const say = useStrings();
  const { history } = useRouter();
  const at = useRouterState({ select: ({ location }) => location.state.__TSR_index });
  const [furthest, setFurthest] = useState(at);
  useEffect(
    () =>
      history.subscribe(({ action, location }) => {
        if (action.type === 'PUSH') setFurthest(location.state.__TSR_index);
      }),
    [history],
  );
  return (
    <>
      <button type="button" disabled={at === 0} aria-label={say('goBack')} onClick={() => history.back()}>
        ←
      </button>
      <button
        type="button"
        disabled={at >= furthest}
        aria-label={say('goForward')}
        onClick={() => history.forward()}
      >
        →
      </button>
    </>
  );
}

/** Where the reader stands: list, record, related list. Records are called by their names, once an answer has told them. */
export function Trail({ request, onFollow }: Props) {
  const say = useStrings();
  const known = useQueryClient()
    .getQueriesData<Answer>({ queryKey: ['answer'] })
    .map(([, answer]) => answer?.json);
  const [, , plural, id, rel] = request.path.split('/');
  const isKnown = endpointOf(request.path) !== undefined && id?.includes('{') !== true;
  const list: Request = { path: `/v1.1/${plural ?? ''}`, query: 'limit=5' };
  const record: Request = { path: `/v1.1/${plural ?? ''}/${id ?? ''}`, query: '' };
  const crumbs = isKnown
    ? [
        { text: plural ?? '', to: list },
        ...(id === undefined ? [] : [{ text: nameIn(known, id) ?? id, to: record }]),
        ...(rel === undefined ? [] : [{ text: rel, to: { path: request.path, query: '' } }]),
      ]
    : [{ text: request.path, to: request }];
  return (
    <nav className="trail" aria-label={say('trail')}>
      <Steps />
      <ol>
        {crumbs.map(({ text, to }, n) => (
          <li key={uriOf(to)}>
            <RequestLink request={to} isCurrent={n === crumbs.length - 1} onFollow={onFollow}>
              <bdi>{text}</bdi>
            </RequestLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
