import { Popover } from 'radix-ui';
import { Documented } from './documented.tsx';
import type { Line } from './json-lines.ts';
import { useStrings } from './strings.tsx';

/** A key with its note open: what the field is, what it promises, which values it can have. */
export function FieldNote({ name, at }: { readonly name: string; readonly at: NonNullable<Line['field']> }) {
  const say = useStrings();
  const { resource, path, field } = at;
  const values = field.kind.values?.filter((value) => value !== '');
  const type = resource.name.replaceAll('_', ' ');
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className="key">{name}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="note"
          side="bottom"
          align="start"
          collisionPadding={12}
          aria-label={say('fieldOf', { field: path, type })}
        >
          <h3>{say('fieldOf', { field: path, type })}</h3>
          <p>
            <Documented text={`${field.doc} ${field.kind.form}`} />
          </p>
          <ul className="badges">
            {[field.presence, ...field.kind.fidelity].map((promise) => (
              <li key={promise} className={`badge badge-${promise}`}>
                {say(promise)}
              </li>
            ))}
          </ul>
          {values && (
            <p>
              {say('fieldValues')}: {values.join(', ')}
            </p>
          )}
          <p>
            <a
              href={`/docs/records/${resource.name.replaceAll('_', '-')}#field-${path.replaceAll('.', '-')}`}
            >
              {say('fieldMore')}
            </a>
          </p>
          <Popover.Close className="close" aria-label={say('closeNote')}>
            ✕
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
