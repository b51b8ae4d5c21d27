/** Answers the questions of `closeOver` in SQL. */
import { dataOfItem } from '../../derive/index.ts';
import { getResource, type StoredType } from '../../roster/index.ts';
import { type Ask, closeOver, type Membership, parseAudience } from '../../sharing/index.ts';
import { unpackIds } from '../packed-ids.ts';
import type { Connection } from './open.ts';

/** Records that are read between two turns of the event loop. */
const RECORDS_PER_TURN = 1_000;

type Values = Readonly<Record<string, unknown>>;

/** A record with what is stored and not served. */
export function valuesOf(type: StoredType, item: string, granted: string | null): Values {
  const values = JSON.parse(dataOfItem(getResource(type), item)) as Values;
  return granted === null ? values : { ...(JSON.parse(granted) as Values), ...values };
}

/** Answers a question, a step at a time: a caller that must not be long stops between steps. */
export function* answerAsk(
  db: Connection,
  districtId: string,
  question: Ask,
): Generator<undefined, readonly string[]> {
  const found = new Set<string>();
  switch (question.ask) {
    case 'all':
      return db
        .prepare<unknown[], string>('SELECT id FROM record WHERE district_id = ? AND type = ? ORDER BY id')
        .pluck()
        .all(districtId, question.type);
    case 'existing': {
      const exists = db.prepare('SELECT 1 FROM record WHERE district_id = ? AND type = ? AND id = ?');
      for (const id of question.ids) if (exists.get(districtId, question.type, id)) found.add(id);
      break;
    }
    case 'matching': {
      const rows = db
        .prepare<unknown[], [string, string, string | null]>(
          'SELECT id, item, granted FROM record WHERE district_id = ? AND type = ? AND id > ? ORDER BY id LIMIT ?',
        )
        .raw();
      for (let after = ''; ;) {
        const batch = rows.all(districtId, question.type, after, RECORDS_PER_TURN);
        for (const [id, item, granted] of batch)
          if (question.passes(valuesOf(question.type, item, granted))) found.add(id);
        const last = batch.at(-1);
        if (!last) break;
        after = last[0];
        yield;
      }
      break;
    }
    case 'children': {
      const children = db
        .prepare<unknown[], string>(
          'SELECT children FROM edge WHERE district_id = ? AND relation = ? AND parent_id = ?',
        )
        .pluck();
      let n = 0;
      for (const parent of question.parents) {
        for (const id of unpackIds(children.get(districtId, question.relation, parent) ?? '')) found.add(id);
        if (++n % RECORDS_PER_TURN === 0) yield;
      }
      break;
    }
    case 'named': {
      const item = db
        .prepare<unknown[], string>('SELECT item FROM record WHERE district_id = ? AND type = ? AND id = ?')
        .pluck();
      const resource = getResource(question.type);
      let n = 0;
      for (const id of question.ids) {
        const text = item.get(districtId, question.type, id);
        if (text !== undefined) {
          const value = (JSON.parse(dataOfItem(resource, text)) as Values)[question.field];
          for (const named of [value].flat()) if (typeof named === 'string') found.add(named);
        }
        if (++n % RECORDS_PER_TURN === 0) yield;
      }
    }
  }
  return [...found];
}

/** What a policy makes visible, a step at a time. */
export function* findMembership(
  db: Connection,
  districtId: string,
  policy: string,
): Generator<undefined, Membership> {
  const closure = closeOver(parseAudience(policy).share);
  let step = closure.next();
  while (!step.done) step = closure.next(yield* answerAsk(db, districtId, step.value));
  return step.value;
}

/** To the end, without a stop. */
export function runThrough<T>(steps: Generator<undefined, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
