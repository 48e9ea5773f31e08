// The GraphiQL page. Everything it loads comes from the server that sent it:
// the editor's workers are bundled, and addresses are relative to the page.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createPortal } from 'react-dom';
import { PresetMenu } from './presets.jsx';
import { loadPresets, openingState } from './presets.js';

const bar = document.getElementById('presets');
const fetcher = createGraphiQLFetcher({ url: new URL('graphql', document.baseURI).href });

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
