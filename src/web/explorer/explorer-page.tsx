import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { AnswerView } from './answer-view.tsx';
import { EndpointList } from './endpoint-list.tsx';
import type { Request } from './request.ts';
import { RequestForm } from './request-form.tsx';
import { useAnswer } from './send-request.ts';
import { LanguageChoice, useStrings } from './strings.tsx';
import { TokenChoice } from './token-choice.tsx';
import { useToken } from './token.tsx';

const route = getRouteApi('/explorer');

/** The whole Explorer: endpoints, the request, the answer. Back and forward walk through what was asked. */
export function ExplorerPage() {
  const say = useStrings();
  const request = route.useSearch();
  const navigate = useNavigate();
  const { token } = useToken();
  const [turn, setTurn] = useState(0);
  const answer = useAnswer(request, token, turn);
  const hasAsked = useRef(false);
  const shown = request.path.includes('{') ? undefined : answer.data;
  useEffect(() => {
    document.title = `${request.path} · ${say('title')}`;
  });
  // A link that was followed is gone with the answer that it stood in; whoever followed it by keyboard goes on at the new one.
  useEffect(() => {
    if (!hasAsked.current) return;
    hasAsked.current = false;
    if (document.activeElement === document.body) document.getElementById('answer')?.focus();
  }, [shown?.number]);
  const go = (next: Request) => {
    hasAsked.current = true;
    if (next.path === request.path && next.query === request.query) setTurn(turn + 1);
    else void navigate({ to: '/explorer', search: next });
  };
  return (
    <>
      <a className="skip" href="#answer">
        {say('skip')}
      </a>
      <header className="bar">
        <a className="brand" href="/">
          {say('home')}
        </a>
        <nav aria-label={say('site')}>
          <a href="/docs">{say('documentation')}</a>
          <a href="/explorer" aria-current="page">
            {say('title')}
          </a>
        </nav>
        <LanguageChoice />
      </header>
      <div className="columns">
        <EndpointList current={request.path} onChoose={go} />
        <main>
          <h1 className="hidden">{say('title')}</h1>
          <div className="question">
            <TokenChoice />
            <RequestForm
              key={`${request.path} ${request.query}`}
              request={request}
              token={token}
              onSend={go}
            />
          </div>
          <AnswerView
            request={request}
            token={token}
            answer={shown}
            isWaiting={answer.isFetching}
            hasFailed={answer.isError}
            onFollow={go}
          />
        </main>
      </div>
    </>
  );
}
