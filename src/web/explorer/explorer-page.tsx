import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AnswerView } from './answer-view.tsx';
import { EndpointList } from './endpoint-list.tsx';
import type { Request } from './request.ts';
import { RequestForm } from './request-form.tsx';
import { useAnswer } from './send-request.ts';
import { LanguageChoice, useStrings } from './strings/index.tsx';
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
  const go = (next: Request) => {
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
        <nav aria-label="Rollbook">
          <a href="/docs">{say('documentation')}</a> <strong aria-current="page">{say('title')}</strong>
        </nav>
        <LanguageChoice />
      </header>
      <div className="columns">
        <EndpointList current={request.path} onChoose={go} />
        <main>
          <h1 className="hidden">{say('title')}</h1>
          <TokenChoice />
          <RequestForm key={`${request.path} ${request.query}`} request={request} token={token} onSend={go} />
          <AnswerView
            request={request}
            token={token}
            answer={answer.data}
            isWaiting={answer.isFetching}
            hasFailed={answer.isError}
            onFollow={go}
          />
        </main>
      </div>
    </>
  );
}
