/** One door on the way to a record. */
export interface ExplainStep {
  /** What decided: `scopes.connection`, `sharing.rule.2`. */
  readonly rule: string;
  /** `stop`: because of this the record is not served. `info` decides nothing about the record. */
  readonly verdict: 'pass' | 'stop' | 'info';
  readonly text: string;
  /** What would change it. */
  readonly change: string | undefined;
}

export function pass(rule: string, text: string, change?: string): ExplainStep {
  return { rule, verdict: 'pass', text, change };
}

export function stop(rule: string, text: string, change: string): ExplainStep {
  return { rule, verdict: 'stop', text, change };
}

export function info(rule: string, text: string, change?: string): ExplainStep {
  return { rule, verdict: 'info', text, change };
}
