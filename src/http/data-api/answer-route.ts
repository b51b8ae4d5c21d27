import type { RosterView } from '../../view/index.ts';
import type { Answer } from './answers.ts';
import { answerList, type ListSettings } from './list.ts';
import { answerMe, answerOne, answerRelated } from './one.ts';
import type { Route } from './route.ts';

/** The answer to a request, whoever asks: the view is the lock. */
export function answerRoute(
  route: Route,
  path: string,
  query: string,
  view: RosterView,
  settings: ListSettings,
): Promise<Answer> | Answer {
  switch (route.kind) {
    case 'list':
      return answerList(route, path, query, view, settings);
    case 'one':
      return answerOne(route, query, view);
    case 'related':
      return answerRelated(route, path, query, view, settings);
    case 'me':
      return answerMe(view);
  }
}
