// The GraphiQL page. Everything it loads comes from the server that sent it:
// the editor's workers are bundled, and addresses are relative to the page.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';

import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { createPortal } from 'react-dom';
import { PresetMenu } from './presets.jsx';
import { loadPresets, openingState } from './presets.js';

const bar = document.getElementById('presets');
const fetcher = createGraphiQLFetcher({ url: new URL('graphql', document.baseURI).href });

// SystemTheme has the editors follow when the system turns dark or light while
// the page is open: GraphiQL asks for it only once.
function SystemTheme() {
  const { theme } = useGraphiQL(pick('theme'));
  const { setTheme } = useGraphiQLActions();

  useEffect(() => {
    if (theme) {
      return undefined;
    }
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [theme, setTheme]);
  return null;
}

// The header editor is never kept in storage: it may hold a token.
function Page({ presets }) {
  return (
    <GraphiQL
      fetcher={fetcher}
      {...openingState(presets)}
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <span />
      </GraphiQL.Logo>
      <SystemTheme />
      {presets.length > 0 && createPortal(<PresetMenu presets={presets} />, bar)}
    </GraphiQL>
  );
}

const presets = await loadPresets().catch((error) => {
  bar.textContent = `The examples could not be loaded (${error.message}).`;
  bar.setAttribute('role', 'alert');
  return [];
});
createRoot(document.getElementById('graphiql')).render(<Page presets={presets} />);
