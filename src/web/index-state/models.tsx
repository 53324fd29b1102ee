import type { ServiceStatus } from '#src/client/types';
import type { ListedModel } from '#src/operations/model-types';
import type { View } from '#src/web/visit';

import { Act } from './failures.tsx';

interface ModelsProps {
  readonly status: ServiceStatus;
  readonly models: readonly ListedModel[];
}

/** Changing the model, and taking the change back. A model whose files are not here cannot be chosen. */
export const Models = ({ status, models }: ModelsProps): View => {
  const { spaces } = status.index;
  const isBuilding = spaces.some(({ state }) => state === 'building');
  const isKept = spaces.some(({ state }) => state === 'kept');
  const others = models.filter(({ folder, space }) => folder !== null && space !== 'current');
  if (others.length === 0 && !isBuilding && !isKept) return <></>;
  return (
    <section class="models">
      <h2>Change the model</h2>
      <p class="muted">
        Search goes on meanwhile: the vectors of another model are made beside those that answer.
      </p>
      <div class="actions">
        {others.length === 0 ? null : <Choice models={others} />}
        {isBuilding ? <Act action="cancel">Give the change up</Act> : null}
        {isKept ? <Act action="rollback">Back to the model before</Act> : null}
        {isKept ? <Act action="prune">Drop what is not used</Act> : null}
      </div>
    </section>
  );
};

const Choice = ({ models }: Pick<ModelsProps, 'models'>): View => (
  <form method="post" action="/index" class="act">
    <input type="hidden" name="action" value="use" />
    <select name="model" aria-label="Model">
      {models.map(({ id, dimensions }) => (
        <option value={id}>
          {id} ({dimensions} dimensions)
        </option>
      ))}
    </select>
    <button class="button">Change to it</button>
  </form>
);
