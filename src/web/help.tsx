import type { View } from './visit.ts';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'Go to the search field'],
  [['↓', '↑'], 'Next and previous result'],
  [['Enter'], 'Open the result'],
  [['Esc'], 'Empty the search field; close what is open'],
  [['?'], 'Show these keys'],
];

/** What the keys do; a script opens it. */
export const HelpDialog = (): View => (
  <dialog id="help" aria-labelledby="help-title">
    <form method="dialog">
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([keys, does]) => (
          <div>
            <dt>
              {keys.map((key) => (
                <kbd>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button class="button">Close</button>
    </form>
  </dialog>
);
