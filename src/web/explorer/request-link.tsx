import type { ReactNode } from 'react';
import { explorerUri, type Request, uriOf } from './request.ts';
import { useStrings } from './strings.tsx';

interface Props {
  readonly request: Request;
  readonly className?: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
  readonly onFollow: (request: Request) => void;
}

/** A link to a request: followed in place, and opened elsewhere as any link of the web. */
export function RequestLink({ request, className, isCurrent = false, children, onFollow }: Props) {
  const say = useStrings();
  return (
    <a
      className={className}
      href={explorerUri(request)}
      title={say('follow', { uri: uriOf(request) })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onFollow(request);
      }}
    >
      {children}
    </a>
  );
}
