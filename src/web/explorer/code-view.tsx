import { useState } from 'react';
import { codeSamples } from './code-samples.ts';
import { type Request, uriOf } from './request.ts';
import { useStrings } from './strings.tsx';

/** The request as a program, in several languages. */
export function CodeView({ request, token }: { readonly request: Request; readonly token: string }) {
  const say = useStrings();
  const [language, setLanguage] = useState('curl');
  const [copied, setCopied] = useState('');
  const samples = codeSamples({
    url: location.origin + uriOf(request),
    token: token === '' ? 'TOKEN' : token,
  });
  const sample = samples.find((one) => one.language === language) ?? samples[0];
  if (!sample) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(sample.text);
    setCopied(sample.text);
  };
  return (
    <div className="samples">
      <div className="row" role="group" aria-label={say('code')}>
        {samples.map(({ language: value, title }) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === language}
            onClick={() => setLanguage(value)}
          >
            {title}
          </button>
        ))}
        <button type="button" className="first" onClick={() => void copy()}>
          {copied === sample.text ? say('copied') : say('copy')}
        </button>
      </div>
      <pre tabIndex={0} aria-label={sample.title}>
        {sample.text}
      </pre>
    </div>
  );
}
