import { useState } from 'react';
import type { AnyResource } from '../../roster/index.ts';
import { useStrings } from './strings.tsx';
import {
  type Condition,
  filterFields,
  type Operator,
  operatorsFor,
  parseConditions,
  renderWhere,
} from './where-conditions.ts';

interface Props {
  readonly resource: AnyResource;
  readonly where: string;
  readonly onChange: (where: string) => void;
}

const isList = (operator: Operator) => operator === '$in' || operator === '$nin';

/** A filter as rows of field, operator and value; the JSON stands in the parameter above. */
export function WhereBuilder({ resource, where, onChange }: Props) {
  const say = useStrings();
  const parsed = parseConditions(where);
  // A row without a value yet is no condition yet, but it must not vanish while it is filled in.
  const [rows, setRows] = useState<readonly Condition[]>(parsed ?? []);
  const fields = filterFields(resource);
  const isInStep = parsed !== undefined && renderWhere(parsed) === renderWhere(rows);
  const shown = isInStep ? rows : (parsed ?? []);
  const update = (next: readonly Condition[]) => {
    setRows(next);
    onChange(renderWhere(next));
  };
  const change = (at: number, part: Partial<Condition>) =>
    update(shown.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <details className="where">
      <summary>{say('whereBuild')}</summary>
      {parsed === undefined && <p className="fault">{say('whereTooRich')}</p>}
      {shown.map((row, n) => {
        const field = fields.find(({ path }) => path === row.field)?.field;
        const values = field?.kind.values?.filter((value) => value !== '');
        return (
          <div className="row" key={n}>
            <select
              aria-label={say('whereField')}
              value={row.field}
              onChange={({ target }) => change(n, { field: target.value })}
            >
              {fields.map(({ path }) => (
                <option key={path}>{path}</option>
              ))}
            </select>
            <select
              aria-label={say('whereOperator')}
              value={row.operator}
              onChange={({ target }) => change(n, { operator: target.value as Operator })}
            >
              {operatorsFor(field).map((operator) => (
                <option key={operator}>{operator}</option>
              ))}
            </select>
            <input
              aria-label={say('whereValue')}
              list={row.operator === '$exists' || values ? `values-${n}` : undefined}
              placeholder={say(isList(row.operator) ? 'whereValues' : 'whereValue')}
              value={row.value}
              onChange={({ target }) => change(n, { value: target.value })}
            />
            {(row.operator === '$exists' || values) && (
              <datalist id={`values-${n}`}>
                {(row.operator === '$exists' ? ['true', 'false'] : (values ?? [])).map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
            )}
            <button
              type="button"
              aria-label={say('whereRemove')}
              onClick={() => update(shown.filter((_, other) => other !== n))}
            >
              ✕
            </button>
          </div>
        );
      })}
      <button
        type="button"
        disabled={parsed === undefined}
        onClick={() => update([...shown, { field: fields[0]?.path ?? '', operator: '=', value: '' }])}
      >
        {say('whereAdd')}
      </button>
    </details>
  );
}
