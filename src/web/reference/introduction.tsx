import type { View } from '#src/web/visit';

/** What holds for all operations. */
export const Introduction = (): View => (
  <section class="introduction">
    <p>
      Everything that the pages, the command and agents do goes through this API, with JSON in and
      out. Nothing on this page is loaded from elsewhere.
    </p>
    <dl class="basics">
      <dt>Who asks</dt>
      <dd>
        A service with a token wants <code>Authorization: Bearer …</code> with every request below{' '}
        <code>/api</code>.
      </dd>
      <dt>Problems</dt>
      <dd>
        What goes wrong is <a href="#schema-Problem">told</a> as problem details (RFC 9457), with a
        closed <code>code</code>, what to do next, and a pointer to every fault.
      </dd>
      <dt>Lost updates</dt>
      <dd>
        Send the <code>ETag</code> of a record back as <code>If-Match</code>: a write that lost the
        race answers 412 and changes nothing.
      </dd>
      <dt>Retries</dt>
      <dd>
        With an <code>Idempotency-Key</code> a request that is sent twice is carried out once, for a
        day.
      </dd>
      <dt>The index</dt>
      <dd>
        A write answers at once; words find it at once. With <code>?wait=indexed</code> it answers
        when meaning finds it, too.
      </dd>
      <dt>Records</dt>
      <dd>
        Records of every <a href="#kinds">kind</a> answer alike, at <code>/api/{'{kind}'}</code> and{' '}
        <code>
          /api/{'{kind}'}/{'{id}'}
        </code>
        ; each kind has a page with its own fields.
      </dd>
    </dl>
  </section>
);
