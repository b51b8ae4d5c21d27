import { useVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { AnyResource } from '../../roster/index.ts';
import { type Line, linesOf } from './json-lines.ts';
import { type Request, requestOf } from './request.ts';
import { RequestLink } from './request-link.tsx';
import { useStrings } from './strings.tsx';

/** Arrives when the first field is asked about. */
const FieldNote = lazy(async () => ({ default: (await import('./field-note.tsx')).FieldNote }));

/** What a line takes that does not wrap; the others are measured. */
const LINE_PX = 24;

interface Props {
  readonly json: unknown;
  readonly resource: AnyResource | undefined;
  readonly onFollow: (request: Request) => void;
}

interface RowProps {
  readonly line: Line;
  readonly onFold: (id: string) => void;
  readonly onFollow: (request: Request) => void;
}

function Value({ line, onFollow }: Omit<RowProps, 'onFold'>) {
  const target = line.link === undefined ? undefined : requestOf(line.link);
  if (!target) return <span className={line.kind}>{line.text}</span>;
  return (
    <RequestLink className="string" request={target} onFollow={onFollow}>
      {line.text}
    </RequestLink>
  );
}

/** A key of the catalogue: a button that explains it. */
function FieldKey({ name, at }: { readonly name: string; readonly at: NonNullable<Line['field']> }) {
  const [isAsked, setIsAsked] = useState(false);
  const key = (
    <button type="button" className="key" onClick={() => setIsAsked(true)}>
      {name}
    </button>
  );
  if (!isAsked) return key;
  return (
    <Suspense fallback={key}>
      <FieldNote name={name} at={at} />
    </Suspense>
  );
}

function Row({ line, onFold, onFollow }: RowProps) {
  const say = useStrings();
  const isClosed = line.kind === 'closed';
  return (
    <>
      {line.isFoldable ? (
        <button
          type="button"
          className="fold"
          aria-expanded={!isClosed}
          aria-label={`${say(isClosed ? 'open' : 'close')} ${line.key ?? line.text}`}
          onClick={() => onFold(line.id)}
        >
          {isClosed ? '▸' : '▾'}
        </button>
      ) : (
        <span className="fold" />
      )}
      {line.key !== undefined && (
        <>
          {line.field ? (
            <FieldKey name={line.key} at={line.field} />
          ) : (
            <span className="key">{line.key}</span>
          )}
          {': '}
        </>
      )}
      <Value line={line} onFollow={onFollow} />
      {line.comma && ','}
    </>
  );
}

/** A JSON answer, drawn only where it is seen: ten thousand records scroll like ten. */
export function JsonView({ json, resource, onFollow }: Props) {
  const say = useStrings();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState<'open' | 'closed' | undefined>();
  const lines = useMemo(() => {
    const isOpen = (id: string, isLong: boolean) => {
      const standard = all === 'open' || (all === undefined && !(isLong || id.endsWith('!')));
      return toggled.has(id) ? !standard : standard;
    };
    return [...linesOf(json as Parameters<typeof linesOf>[0], resource, isOpen)];
  }, [json, resource, toggled, all]);
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  const fold = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const foldAll = (how: 'open' | 'closed') => {
    setToggled(new Set());
    setAll(how);
  };
  return (
    <>
      <div className="row">
        <button type="button" onClick={() => foldAll('open')}>
          {say('openAll')}
        </button>
        <button type="button" onClick={() => foldAll('closed')}>
          {say('closeAll')}
        </button>
      </div>
      <div className="json" ref={frame} tabIndex={0} role="region" aria-label={say('body')}>
        <div className="lines" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return (
              line && (
                <div
                  key={line.id}
                  className="line"
                  data-index={index}
                  ref={rows.measureElement}
                  style={{
                    transform: `translateY(${start}px)`,
                    paddingLeft: `calc(${line.depth} * var(--indent) + ${LINE_PX}px)`,
                  }}
                >
                  <Row line={line} onFold={fold} onFollow={onFollow} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </>
  );
}
