import { kindNames } from '#src/kinds/index';
import { FOREIGN_FORMAT_NAMES } from '#src/transfer/import/format-types';
import type { View } from '#src/web/visit';
import { kindTitle } from '#src/web/words';

/** Chooses files and how they are taken; what they would do is shown next. */
export const ImportForm = (): View => (
  <section class="import-part">
    <h2>Import</h2>
    <p class="muted">
      Files of an export, edited or not, or an issue list of another program. You see every change
      before anything is written.
    </p>
    <form class="import-form" method="post" action="/transfer" enctype="multipart/form-data">
      <label class="field">
        <span>Files</span>
        <input type="file" name="files" multiple required />
      </label>
      <fieldset>
        <legend>What is in the files</legend>
        <label>
          <input type="radio" name="mode" value="merge" checked /> goes into what is here
        </label>
        <label>
          <input type="radio" name="mode" value="replace" /> replaces all records of its kinds
        </label>
      </fieldset>
      <fieldset>
        <legend>Fields that nobody knows</legend>
        <label>
          <input type="radio" name="unknown" value="refuse" checked /> are a fault
        </label>
        <label>
          <input type="radio" name="unknown" value="metadata" /> are kept in the metadata
        </label>
      </fieldset>
      <label>
        <input type="checkbox" name="quarantine" /> Set bad records aside and import the others
      </label>
      <OtherFiles />
      <button class="button primary">Show what would change</button>
    </form>
  </section>
);

const OtherFiles = (): View => (
  <details>
    <summary>Other files than those of an export</summary>
    <label class="field">
      <span>Format</span>
      <select name="format">
        <option value="">JSON</option>
        {FOREIGN_FORMAT_NAMES.map((name) => (
          <option value={name}>{name}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Kind of the records in JSON</span>
      <select name="kind">
        <option value="">as the files say</option>
        {kindNames.map((kind) => (
          <option value={kind}>{kindTitle(kind)}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Repository, where a file names none</span>
      <input name="repo" autocomplete="off" />
    </label>
  </details>
);
