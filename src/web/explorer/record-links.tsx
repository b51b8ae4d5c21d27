import { endpointOf, type Request, requestOf } from './request.ts';
import { RequestLink } from './request-link.tsx';
import { useStrings } from './strings.tsx';

interface Props {
  readonly json: unknown;
  readonly onFollow: (request: Request) => void;
}

/** Paging has its own buttons, and `self` is where the reader is. */
const ELSEWHERE = ['self', 'next', 'prev'];

function linksOf(json: unknown): readonly { readonly rel: string; readonly to: Request }[] {
  const links = typeof json === 'object' && json !== null && 'links' in json ? json.links : undefined;
  if (!Array.isArray(links)) return [];
  return (links as readonly { readonly rel?: unknown; readonly uri?: unknown }[]).flatMap(({ rel, uri }) => {
    const to = typeof uri === 'string' ? requestOf(uri) : undefined;
    if (typeof rel !== 'string' || !to || ELSEWHERE.includes(rel)) return [];
    // What no endpoint answers stands in the JSON only.
    return endpointOf(to.path) ? [{ rel, to }] : [];
  });
}

/** What a record leads to, one step away. */
export function RecordLinks({ json, onFollow }: Props) {
  const say = useStrings();
  const links = linksOf(json);
  if (links.length === 0) return null;
  return (
    <nav className="record-links" aria-label={say('links')}>
      <span className="quiet">{say('links')}</span>
      {links.map(({ rel, to }) => (
        <RequestLink key={rel} className="button" request={to} onFollow={onFollow}>
          <bdi>{rel}</bdi>
        </RequestLink>
      ))}
    </nav>
  );
}
