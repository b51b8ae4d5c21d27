import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { JsonView } from './json-view.tsx';
import { PagingSteps } from './paging-steps.tsx';
import { RecordLinks } from './record-links.tsx';
import { type Request, resourceOf } from './request.ts';
import type { Answer } from './send-request.ts';
import type { ExplorerKey } from '../../strings/index.ts';
import { useNumbers, useStrings } from './strings.tsx';
import { Trail } from './trail.tsx';

/** Most readers look at the body first. */
const CodeView = lazy(async () => ({ default: (await import('./code-view.tsx')).CodeView }));

const TO_DO: Readonly<Record<number, ExplorerKey>> = {
  400: 'toDo400',
  401: 'toDo401',
  403: 'toDo403',
  404: 'toDo404',
  413: 'toDo413',
  429: 'toDo429',
  501: 'toDo501',
};

interface Props {
  readonly request: Request;
  readonly token: string;
  /** The last answer: while another is awaited, still the one before. */
  readonly answer: Answer | undefined;
  readonly isWaiting: boolean;
  readonly hasFailed: boolean;
  readonly onFollow: (request: Request) => void;
}

function Facts({ answer }: { readonly answer: Answer }) {
  const say = useStrings();
  const numbers = useNumbers();
  const { bytes, ms } = answer;
  return (
    <dl className="facts">
      <div>
        <dt>{say('status')}</dt>
        <dd className={answer.status < 400 ? 'good' : 'bad'}>{answer.status}</dd>
      </div>
      <div>
        <dt>{say('time')}</dt>
        <dd>{numbers(ms, { style: 'unit', unit: 'millisecond', maximumFractionDigits: ms < 10 ? 1 : 0 })}</dd>
      </div>
      <div>
        <dt>{say('size')}</dt>
        <dd>
          {bytes < 10_000
            ? numbers(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })
            : numbers(bytes / 1000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 })}
        </dd>
      </div>
    </dl>
  );
}

function Advice({ status }: { readonly status: number }) {
  const say = useStrings();
  if (status < 400) return null;
  return (
    <p className="advice">
      <strong>{say('toDo')}:</strong> {say(TO_DO[status] ?? 'toDo500')}
    </p>
  );
}

function Headers({ answer }: { readonly answer: Answer }) {
  return (
    <dl className="headers">
      {answer.headers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ answer, onFollow }: { readonly answer: Answer } & Pick<Props, 'onFollow'>) {
  const say = useStrings();
  if (answer.json !== undefined)
    return (
      <JsonView
        key={answer.number}
        json={answer.json}
        resource={resourceOf(answer.request.path)}
        onFollow={onFollow}
      />
    );
  if (answer.text === '') return <p className="quiet">{say('emptyBody')}</p>;
  return (
    <pre className="plain" tabIndex={0} role="region" aria-label={say('body')}>
      {answer.text}
    </pre>
  );
}

function useSituation({ request, token, answer, isWaiting, hasFailed }: Props): string {
  const say = useStrings();
  if (isWaiting) return say('sending');
  if (hasFailed) return say('networkFault');
  if (answer) return '';
  return say(request.path.includes('{') ? 'needId' : token === '' ? 'needToken' : 'noAnswer');
}

/** The answer: what came, how to go on from it, and the same request in code. */
export function AnswerView(props: Props) {
  const { request, token, answer, isWaiting, onFollow } = props;
  const say = useStrings();
  const situation = useSituation(props);
  return (
    <section
      className="card answer"
      id="answer"
      tabIndex={-1}
      aria-labelledby="answer-title"
      aria-busy={isWaiting}
    >
      <h2 id="answer-title">{say('answer')}</h2>
      <Trail request={request} onFollow={onFollow} />
      <p role="status" className="quiet situation">
        {situation}
        {situation === '' && answer && (
          <span className="hidden">{say('answered', { status: answer.status })}</span>
        )}
      </p>
      {answer && <Facts answer={answer} />}
      {answer && <Advice status={answer.status} />}
      {answer?.status === 200 && (
        <>
          <PagingSteps request={answer.request} json={answer.json} onFollow={onFollow} />
          <RecordLinks json={answer.json} onFollow={onFollow} />
        </>
      )}
      <Tabs.Root defaultValue="body">
        <Tabs.List className="tabs" aria-label={say('answer')}>
          <Tabs.Trigger value="body">{say('body')}</Tabs.Trigger>
          <Tabs.Trigger value="headers">{say('headers')}</Tabs.Trigger>
          <Tabs.Trigger value="code">{say('code')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="body">{answer && <Body answer={answer} onFollow={onFollow} />}</Tabs.Content>
        <Tabs.Content value="headers">{answer && <Headers answer={answer} />}</Tabs.Content>
        <Tabs.Content value="code">
          <Suspense>
            <CodeView request={request} token={token} />
          </Suspense>
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
