import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState } from 'react';
import { presetTab } from './presets.js';

// PresetMenu lists the presets and opens the chosen one. Choosing alone opens
// nothing: with the arrow keys a select changes at every step.
export function PresetMenu({ presets }) {
  const [chosen, choose] = useState(0);
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor'));

  function open(event) {
    event.preventDefault();
    const { query, variables } = presetTab(presets[chosen]);
    const there = tabs.findIndex((tab) => tab.query === query && (tab.variables ?? '') === variables);
    if (there >= 0) {
      changeTab(there);
    } else {
      addTab();
      queryEditor?.setValue(query);
      variableEditor?.setValue(variables);
    }
    queryEditor?.focus();
  }

  return (
    <form onSubmit={open}>
      <label htmlFor="preset">
        Examples <span lang="zh">示例</span>
      </label>
      <select
        id="preset"
        aria-describedby="preset-description"
        value={chosen}
        onChange={(event) => choose(Number(event.target.value))}
      >
        {presets.map(({ name, title }, index) => (
          <option key={name} value={index}>
            {title}
          </option>
        ))}
      </select>
      <button type="submit">
        Open <span lang="zh">打开</span>
      </button>
      <p id="preset-description" aria-live="polite">
        {presets[chosen].description}
      </p>
    </form>
  );
}
