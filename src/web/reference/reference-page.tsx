import type { OpenApiDocument } from '#src/client/document';
import { kindNames, resolveKind } from '#src/kinds/index';
import { sendPage, type View, type Visit } from '#src/web/visit';
import { capital, kindTitle } from '#src/web/words';
import { Page } from '#web/layout';
import { Heading } from '#web/parts';
import { problemPage } from '#web/problem-page';

import { Contents, type Section } from './contents.tsx';
import { Introduction } from './introduction.tsx';
import { operationsUnder, schemasOf, type ShownOperation } from './model.ts';
import { Operation } from './operation.tsx';
import { Prose } from './prose.tsx';
import { SchemaTable } from './tables.tsx';

/** GET /docs: everything but the operations on records, which each kind has on a page of its own. */
export async function referencePage(visit: Visit): Promise<Response> {
  const document = await visit.client.openApi();
  const kinds = new Set<string>(kindNames);
  const sections = sectionsOf(document, (tag) => !kinds.has(tag));
  return sendPage(
    <Reference visit={visit} title="API" document={document} sections={sections}>
      <Introduction />
    </Reference>,
  );
}

/** GET /docs/{kind}: the operations on records of one kind, with its fields. */
export async function kindReferencePage(visit: Visit): Promise<Response> {
  const kind = resolveKind(visit.c.req.param('kind') ?? '');
  if (kind === undefined) return problemPage(visit);
  const document = await visit.client.openApi();
  const sections = sectionsOf(document, (tag) => tag === kind);
  return sendPage(
    <Reference
      visit={visit}
      title={`API: ${kindTitle(kind)}`}
      document={document}
      sections={sections}
    />,
  );
}

const sectionsOf = (
  document: OpenApiDocument,
  isWanted: (tag: string) => boolean,
): readonly Section[] =>
  document.tags
    .filter(({ name }) => isWanted(name))
    .map(({ name, description }) => ({
      name,
      title: titleOf(name),
      description,
      operations: operationsUnder(document, new Set([name])),
    }));

const titleOf = (tag: string): string => {
  const kind = resolveKind(tag);
  return kind === tag ? kindTitle(kind) : capital(tag);
};

interface ReferenceProps {
  readonly visit: Visit;
  readonly title: string;
  readonly document: OpenApiDocument;
  readonly sections: readonly Section[];
  readonly children?: View;
}

const Reference = ({ visit, title, document, sections, children }: ReferenceProps): View => (
  <Page visit={visit} title={title} nav="/docs" scripts={['reference.js']}>
    <Heading title={title} eyebrow={`Version ${String(document.info['version'])}`}>
      <a class="button" href="/openapi.json">
        OpenAPI document
      </a>
    </Heading>
    <div class="reference">
      <Contents sections={sections} current={visit.url.pathname} />
      <div class="reference-body">
        {children}
        {sections.map((section) => (
          <SectionOf section={section} />
        ))}
        <Schemas
          document={document}
          operations={sections.flatMap(({ operations }) => operations)}
        />
      </div>
    </div>
  </Page>
);

const SectionOf = ({ section }: { readonly section: Section }): View => (
  <section data-section>
    <header class="reference-head" id={`tag-${section.name}`}>
      <h2>{section.title}</h2>
      <p class="muted">
        <Prose text={section.description} />
      </p>
    </header>
    {section.operations.map((operation) => (
      <Operation operation={operation} />
    ))}
  </section>
);

interface SchemasProps {
  readonly document: OpenApiDocument;
  readonly operations: readonly ShownOperation[];
}

/** What the types on the page are. */
const Schemas = ({ document, operations }: SchemasProps): View => (
  <section>
    <header class="reference-head" id="schemas">
      <h2>Schemas</h2>
      <p class="muted">Answers may grow: a program leaves members alone that it does not know.</p>
    </header>
    {schemasOf(document, operations).map(([name, schema]) => (
      <article class="schema" id={`schema-${name}`}>
        <h3>
          <a href={`#schema-${name}`}>{name}</a>
        </h3>
        {typeof schema['description'] === 'string' ? (
          <p>
            <Prose text={schema['description']} />
          </p>
        ) : null}
        <SchemaTable label={`Members of ${name}`} schema={schema} />
      </article>
    ))}
  </section>
);
