import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { PARAMETERS } from '../../derive/index.ts';
import { Documented } from './documented.tsx';
import {
  endpointOf,
  explorerUri,
  type Fault,
  faultIn,
  idOf,
  parameterIn,
  type ParameterName,
  parametersOf,
  type Request,
  resourceOf,
  uriOf,
  withId,
  withParameter,
} from './request.ts';
import type { ExplorerKey } from '../../strings/index.ts';
import { useStrings } from './strings.tsx';
import { WhereBuilder } from './where-builder.tsx';

const FAULTS = {
  number: 'faultNumber',
  range: 'faultRange',
  id: 'faultId',
  cursor: 'faultCursor',
  both: 'faultBoth',
  json: 'faultJson',
  include: 'faultInclude',
  flag: 'faultFlag',
} as const satisfies Record<Fault, ExplorerKey>;

/** The default of a parameter, as the API's description has it. */
function standardOf(name: ParameterName): string | undefined {
  const standard = PARAMETERS[name].schema['default'];
  return typeof standard === 'number' ? String(standard) : undefined;
}

interface FieldProps {
  readonly name: ParameterName | 'id';
  readonly label: string;
  /** A sentence of ours, or of the documentation. */
  readonly help: ReactNode;
  /** What counts where nothing is said. */
  readonly standard?: string | undefined;
  readonly request: Request;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ParameterField({ name, label, help, standard, request, value, onChange }: FieldProps) {
  const say = useStrings();
  const fault = faultIn(request, name, value);
  const isFlag = name === 'count' || name === 'show_links';
  const described = `${name}-help${fault ? ` ${name}-fault` : ''}`;
  return (
    <div className="parameter">
      <label htmlFor={`parameter-${name}`}>
        <code>{label}</code>
      </label>
      {isFlag ? (
        <input
          id={`parameter-${name}`}
          type="checkbox"
          checked={value === 'true'}
          aria-describedby={described}
          onChange={(event) => onChange(event.target.checked ? 'true' : '')}
        />
      ) : (
        <input
          id={`parameter-${name}`}
          value={value}
          placeholder={standard}
          spellCheck={false}
          autoComplete="off"
          inputMode={name === 'limit' ? 'numeric' : 'text'}
          aria-invalid={fault !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      )}
      <p id={`${name}-help`} className="quiet">
        {help}
      </p>
      {fault && (
        <p id={`${name}-fault`} className="fault">
          {say(FAULTS[fault])}
        </p>
      )}
    </div>
  );
}

/** The id of the first record of the type, so that nobody has to look for one. */
function useFirstId(request: Request, token: string): string | undefined {
  const endpoint = endpointOf(request.path);
  const isWanted = endpoint !== undefined && endpoint.kind !== 'list' && idOf(request).includes('{');
  const path = endpoint ? `/v1.1/${endpoint.resource.plural}` : '';
  return useQuery({
    queryKey: ['first', path, token],
    queryFn: async () => {
      const answer = await fetch(`${path}?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
      const { data } = (await answer.json()) as { data?: readonly { id?: string; data?: { id?: string } }[] };
      return data?.[0]?.data?.id ?? data?.[0]?.id ?? '';
    },
    enabled: isWanted && token !== '',
    staleTime: Infinity,
    retry: false,
  }).data;
}

/** Percent signs undone where they stand for text. */
function readable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

interface Props {
  readonly request: Request;
  readonly token: string;
  readonly onSend: (request: Request) => void;
}

/** The request as a form. What is typed is checked at once; the address changes when it is sent. */
export function RequestForm({ request, token, onSend }: Props) {
  const say = useStrings();
  const [draft, setDraft] = useState(request);
  const [isCopied, setIsCopied] = useState(false);
  const firstId = useFirstId(draft, token);
  const endpoint = endpointOf(draft.path);
  const resource = resourceOf(draft.path);
  const names = parametersOf(draft.path);
  const hasId = endpoint !== undefined && endpoint.kind !== 'list';
  const typedId = idOf(draft);
  const id = typedId.includes('{') ? (firstId ?? '') : typedId;
  const whole = hasId ? withId(draft, id === '' ? '{id}' : id) : draft;
  // A request without an id is another request; every other fault the server may answer for itself.
  const canSend = !hasId || id !== '';
  const hasFault =
    (hasId && faultIn(draft, 'id', id) !== undefined) ||
    names.some((name) => faultIn(draft, name, parameterIn(draft, name)) !== undefined);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (canSend) onSend(whole);
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(location.origin + explorerUri(whole));
    setIsCopied(true);
  };
  return (
    <form className="card" onSubmit={submit} aria-labelledby="request-title" noValidate>
      <h2 id="request-title">{say('request')}</h2>
      <p className="address">
        <strong>GET</strong> <code aria-label={say('address')}>{readable(uriOf(whole))}</code>
      </p>
      {endpoint?.kind === 'related' && (
        <p className="quiet">
          <Documented text={endpoint.relation.doc} />
        </p>
      )}
      <div className="parameters" role="group" aria-label={say('parameters')}>
        {hasId && (
          <ParameterField
            name="id"
            label="id"
            help={say('id')}
            request={draft}
            value={id}
            onChange={(value) => setDraft(withId(draft, value === '' ? '{id}' : value))}
          />
        )}
        {names.map((name) => (
          <ParameterField
            key={name}
            name={name}
            label={name}
            help={<Documented text={PARAMETERS[name].description} />}
            standard={standardOf(name)}
            request={draft}
            value={parameterIn(draft, name)}
            onChange={(value) => setDraft(withParameter(draft, name, value))}
          />
        ))}
        {!hasId && names.length === 0 && <p className="quiet">{say('noParameters')}</p>}
      </div>
      {names.includes('where') && resource && (
        <WhereBuilder
          resource={resource}
          where={parameterIn(draft, 'where')}
          onChange={(where) => setDraft(withParameter(draft, 'where', where))}
        />
      )}
      <div className="row">
        <button type="submit" className={hasFault ? undefined : 'first'} disabled={!canSend}>
          {say(hasFault && canSend ? 'sendAnyway' : 'send')}
        </button>
        <button type="button" onClick={() => void copyLink()}>
          {isCopied ? say('copied') : say('copyLink')}
        </button>
        {hasFault && canSend && <p className="quiet">{say('faultKnown')}</p>}
      </div>
    </form>
  );
}
