/**
 * Runs a task that calls `progress` whenever it gets on, and fails once nothing was heard of it for
 * `milliseconds`. (The library fetches without any timeout.) What the task does afterwards is ignored.
 */
export function failWhenStalled<T>(
  milliseconds: number,
  task: (progress: () => void) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`nothing was received for ${milliseconds} ms`)),
      milliseconds,
    );
    void task(() => timer.refresh())
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
