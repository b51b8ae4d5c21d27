import { parameterIn, type Request, requestOf } from './request.ts';
import { pagingNote } from './paging-note.ts';
import { useNumbers, useStrings } from './strings.tsx';

interface Props {
  readonly request: Request;
  readonly json: unknown;
  readonly onFollow: (request: Request) => void;
}

interface Body {
  readonly data?: unknown;
  readonly links?: readonly { readonly rel: string; readonly uri: string }[];
}

/** The pages before and after, and what the cursors mean where the reader stands. */
export function PagingSteps({ request, json, onFollow }: Props) {
  const say = useStrings();
  const numbers = useNumbers();
  const { data, links = [] } = (json ?? {}) as Body;
  if (!Array.isArray(data)) return null;
  const note = pagingNote({
    isEmpty: data.length === 0,
    after: parameterIn(request, 'starting_after') !== '',
    before: parameterIn(request, 'ending_before') !== '',
    hasNext: links.some(({ rel }) => rel === 'next'),
  });
  const step = (rel: 'next' | 'prev') => {
    const uri = links.find((link) => link.rel === rel)?.uri;
    const target = uri === undefined ? undefined : requestOf(uri);
    return (
      <button type="button" disabled={!target} onClick={() => target && onFollow(target)}>
        {say(rel)}
      </button>
    );
  };
  return (
    <div className="paging" role="group" aria-label={say('paging')}>
      {step('prev')}
      {step('next')}
      <span className="quiet">{say('records', { count: numbers(data.length) })}</span>
      <p className="quiet">{say(note)}</p>
    </div>
  );
}
