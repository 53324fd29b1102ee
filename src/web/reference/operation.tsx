import type { View } from '#src/web/visit';

import type { ShownOperation } from './model.ts';
import { Prose } from './prose.tsx';
import { AnswersList, ParametersTable, SchemaTable } from './tables.tsx';

/** One method of one path: what it takes, an example, and what it answers. */
export const Operation = ({ operation }: { readonly operation: ShownOperation }): View => {
  const { id, method, path, summary, description, parameters, body, answers, codes } = operation;
  return (
    <article
      class="operation"
      id={id}
      data-operation={`${method} ${path} ${summary}`.toLowerCase()}
    >
      <h3>
        <a href={`#${id}`}>{summary}</a>
      </h3>
      <p class="call">
        <Method method={method} /> <code>{path}</code>
      </p>
      {description === undefined ? null : (
        <p>
          <Prose text={description} />
        </p>
      )}
      <Samples operation={operation} />
      {parameters.length > 0 ? (
        <>
          <h4>Parameters</h4>
          <ParametersTable of={id} parameters={parameters} />
        </>
      ) : null}
      {body ? (
        <>
          <h4>Body</h4>
          <SchemaTable label={`Body of ${id}`} schema={body} />
        </>
      ) : null}
      <h4>Answers</h4>
      <AnswersList answers={answers} />
      <Problems codes={codes} />
    </article>
  );
};

export const Method = ({ method }: { readonly method: string }): View => (
  <span class={`method method-${method.toLowerCase()}`}>{method}</span>
);

const Samples = ({ operation: { id, samples } }: { readonly operation: ShownOperation }): View => (
  <div class="samples">
    {samples.map(({ label, source }) => (
      <figure>
        <figcaption>{label}</figcaption>
        <pre tabindex={0} aria-label={`${id}: ${label}`}>
          <code>{source}</code>
        </pre>
      </figure>
    ))}
  </div>
);

const Problems = ({ codes }: { readonly codes: readonly string[] }): View => (
  <details class="problems">
    <summary>Problems that it may end with ({codes.length})</summary>
    <p>
      {codes.map((code) => (
        <>
          <code>{code}</code>{' '}
        </>
      ))}
    </p>
  </details>
);
