import { useState } from 'react';
import { type Endpoint, endpoints } from '../../derive/index.ts';
import { type AnyResource, catalogue } from '../../roster/index.ts';
import { endpointOf, ME_PATH, type Request } from './request.ts';
import { useStrings } from './strings.tsx';

interface Props {
  readonly current: string;
  readonly onChoose: (request: Request) => void;
}

const nameOf = ({ name }: AnyResource) => name.replaceAll('_', ' ');

/** Every endpoint of the catalogue, grouped by record type. */
export function EndpointList({ current, onChoose }: Props) {
  const say = useStrings();
  const [wanted, setWanted] = useState('');
  // On a narrow screen the list is a menu.
  const [isShown, setIsShown] = useState(false);
  const choose = (request: Request) => {
    setIsShown(false);
    onChoose(request);
  };
  const currentEndpoint = endpointOf(current);
  const groups = catalogue
    .filter(({ list }) => list)
    .map((resource) => ({
      resource,
      found: endpoints.filter((endpoint) => endpoint.resource === resource && endpoint.path.includes(wanted)),
    }))
    .filter(({ found }) => found.length > 0);
  // An id that was in the path before stays, if the record type is the same.
  const requestFor = (endpoint: Endpoint): Request => {
    const id = currentEndpoint?.resource === endpoint.resource ? current.split('/')[3] : undefined;
    return {
      path: id === undefined ? endpoint.path : endpoint.path.replace('{id}', id),
      query: endpoint.kind === 'list' ? 'limit=5' : '',
    };
  };
  return (
    <nav className={isShown ? 'endpoints shown' : 'endpoints'} aria-label={say('endpoints')}>
      <button type="button" className="menu" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        {say('showEndpoints', { path: currentEndpoint?.path.replace('/v1.1', '') ?? current })}
      </button>
      <label>
        {say('filterEndpoints')}
        <input type="search" value={wanted} onChange={(event) => setWanted(event.target.value.trim())} />
      </label>
      <button
        type="button"
        className="endpoint"
        aria-current={current === ME_PATH}
        onClick={() => choose({ path: ME_PATH, query: '' })}
      >
        /me <span>{say('owner')}</span>
      </button>
      {groups.map(({ resource, found }) => (
        <details key={resource.name} open={wanted !== '' || currentEndpoint?.resource === resource}>
          <summary>{nameOf(resource)}</summary>
          <ul>
            {found.map((endpoint) => (
              <li key={endpoint.path}>
                <button
                  type="button"
                  className="endpoint"
                  aria-current={endpoint === currentEndpoint}
                  onClick={() => choose(requestFor(endpoint))}
                >
                  {endpoint.path.replace('/v1.1', '')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {groups.length === 0 && <p role="status">{say('noEndpoint')}</p>}
    </nav>
  );
}
