// Presets: the example operations that the server offers.

// loadPresets asks the server for its presets, in the order of its list.
export async function loadPresets() {
  const response = await fetch(new URL('presets.json', document.baseURI));
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return response.json();
}

// presetTab is a preset in the form of a GraphiQL tab: both parts as text.
export function presetTab({ query, variables }) {
  const given = variables && Object.keys(variables).length > 0;
  return { query, variables: given ? JSON.stringify(variables, null, 2) : '' };
}

// openingState is what GraphiQL starts with: the first preset for a new reader,
// nothing of ours for one who comes back to tabs of an earlier visit. GraphiQL
// fills the variables of the first tab from initialVariables alone.
export function openingState(presets) {
  if (presets.length === 0 || hasStoredTabs()) {
    return {};
  }
  const { query, variables } = presetTab(presets[0]);
  return { initialQuery: query, initialVariables: variables };
}

function hasStoredTabs() {
  try {
    return localStorage.getItem('graphiql:tabState') !== null;
  } catch {
    return false; // storage is switched off
  }
}
