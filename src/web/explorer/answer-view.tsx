import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { JsonView } from './json-view.tsx';
import { PagingSteps } from './paging-steps.tsx';
import { type Request, resourceOf } from './request.ts';
import type { Answer } from './send-request.ts';
import type { StringKey } from './strings/en.ts';
import { useStrings } from './strings/index.tsx';

/** Most readers look at the body first. */
const CodeView = lazy(async () => ({ default: (await import('./code-view.tsx')).CodeView }));

const TO_DO: Readonly<Record<number, StringKey>> = {
  400: 'toDo400',
  401: 'toDo401',
  403: 'toDo403',
  404: 'toDo404',
  413: 'toDo413',
  429: 'toDo429',
};

interface Props {
  readonly request: Request;
  readonly token: string;
  readonly answer: Answer | undefined;
  readonly isWaiting: boolean;
  readonly hasFailed: boolean;
  readonly onFollow: (request: Request) => void;
}

function sizeOf(bytes: number): string {
  return bytes < 10_000 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`;
}

function Facts({ answer }: { readonly answer: Answer }) {
  const say = useStrings();
  const isGood = answer.status < 400;
  return (
    <dl className="facts">
      <div>
        <dt>{say('status')}</dt>
        <dd className={isGood ? 'good' : 'bad'}>{answer.status}</dd>
      </div>
      <div>
        <dt>{say('time')}</dt>
        <dd>{answer.ms < 10 ? answer.ms.toFixed(1) : Math.round(answer.ms)} ms</dd>
      </div>
      <div>
        <dt>{say('size')}</dt>
        <dd>{sizeOf(answer.bytes)}</dd>
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

/** The answer: what came, how to go on from it, and the same request in code. */
export function AnswerView({ request, token, answer, isWaiting, hasFailed, onFollow }: Props) {
  const say = useStrings();
  return (
    <section className="card answer" id="answer" tabIndex={-1} aria-labelledby="answer-title">
      <h2 id="answer-title">{say('answer')}</h2>
      <p role="status" className="quiet">
        {isWaiting ? say('sending') : hasFailed ? say('networkFault') : answer ? '' : say('noAnswer')}
      </p>
      {answer && <Facts answer={answer} />}
      {answer && <Advice status={answer.status} />}
      {answer && answer.status === 200 && (
        <PagingSteps request={request} json={answer.json} onFollow={onFollow} />
      )}
      <Tabs.Root defaultValue="body">
        <Tabs.List className="tabs" aria-label={say('answer')}>
          <Tabs.Trigger value="body">{say('body')}</Tabs.Trigger>
          <Tabs.Trigger value="headers">{say('headers')}</Tabs.Trigger>
          <Tabs.Trigger value="code">{say('code')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="body">
          {answer &&
            (answer.json === undefined ? (
              <pre className="plain">{answer.text}</pre>
            ) : (
              <JsonView
                key={answer.text.length}
                json={answer.json}
                resource={resourceOf(request.path)}
                onFollow={onFollow}
              />
            ))}
        </Tabs.Content>
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
