/**
 * Names under which Python code imports distributions whose own name is another one. From the projects' own
 * documentation. Distributions that are not listed are imported by their own name, `-` written as `_`.
 */
const modules: Readonly<Record<string, readonly string[]>> = {
  'absl-py': ['absl'],
  'antlr4-python3-runtime': ['antlr4'],
  attrs: ['attr', 'attrs'],
  'apache-airflow': ['airflow'],
  'apache-beam': ['apache_beam'],
  'argon2-cffi': ['argon2'],
  'arize-phoenix': ['phoenix'],
  beautifulsoup4: ['bs4'],
  biopython: ['Bio'],
  dnspython: ['dns'],
  'django-allauth': ['allauth'],
  'django-celery-beat': ['django_celery_beat'],
  'django-cors-headers': ['corsheaders'],
  'django-debug-toolbar': ['debug_toolbar'],
  'django-environ': ['environ'],
  'django-filter': ['django_filters'],
  'django-redis': ['django_redis'],
  'django-rest-framework': ['rest_framework'],
  djangorestframework: ['rest_framework'],
  'djangorestframework-simplejwt': ['rest_framework_simplejwt'],
  'drf-spectacular': ['drf_spectacular'],
  'docker-py': ['docker'],
  'faiss-cpu': ['faiss'],
  'faiss-gpu': ['faiss'],
  'flask-cors': ['flask_cors'],
  'flask-sqlalchemy': ['flask_sqlalchemy'],
  'google-api-python-client': ['googleapiclient', 'apiclient'],
  'google-auth': ['google.auth', 'google.oauth2'],
  'google-generativeai': ['google.generativeai'],
  'google-genai': ['google.genai'],
  gitpython: ['git'],
  grpcio: ['grpc'],
  'grpcio-health-checking': ['grpc_health'],
  'grpcio-reflection': ['grpc_reflection'],
  'grpcio-status': ['grpc_status'],
  'grpcio-tools': ['grpc_tools'],
  'hydra-core': ['hydra'],
  'ibm-db': ['ibm_db'],
  jose: ['jose'],
  'kafka-python': ['kafka'],
  'launchdarkly-server-sdk': ['ldclient'],
  ldap3: ['ldap3'],
  'lxml-html-clean': ['lxml_html_clean'],
  markdown: ['markdown'],
  'mysql-connector-python': ['mysql.connector'],
  mysqlclient: ['MySQLdb'],
  newrelic: ['newrelic'],
  'opencv-contrib-python': ['cv2'],
  'opencv-python': ['cv2'],
  'opencv-python-headless': ['cv2'],
  'opensearch-py': ['opensearchpy'],
  'paho-mqtt': ['paho'],
  pillow: ['PIL'],
  'pinecone-client': ['pinecone'],
  posthog: ['posthog'],
  protobuf: ['google.protobuf'],
  'psycopg2-binary': ['psycopg2'],
  'psycopg-binary': ['psycopg'],
  'py-cpuinfo': ['cpuinfo'],
  pycryptodome: ['Crypto'],
  pycryptodomex: ['Cryptodome'],
  'pydantic-settings': ['pydantic_settings'],
  pyfcm: ['pyfcm'],
  pygithub: ['github'],
  pygments: ['pygments'],
  pyjwt: ['jwt'],
  pymupdf: ['fitz', 'pymupdf'],
  pymysql: ['pymysql'],
  pynacl: ['nacl'],
  pyopenssl: ['OpenSSL'],
  pyserial: ['serial'],
  pysocks: ['socks'],
  'pytest-mock': ['pytest_mock'],
  'python-dateutil': ['dateutil'],
  'python-decouple': ['decouple'],
  'python-docx': ['docx'],
  'python-dotenv': ['dotenv'],
  'python-gitlab': ['gitlab'],
  'python-jose': ['jose'],
  'python-json-logger': ['pythonjsonlogger'],
  'python-ldap': ['ldap'],
  'python-levenshtein': ['Levenshtein'],
  'python-magic': ['magic'],
  'python-multipart': ['multipart', 'python_multipart'],
  'python-pptx': ['pptx'],
  'python-slugify': ['slugify'],
  'python-socketio': ['socketio'],
  'python-telegram-bot': ['telegram'],
  pyyaml: ['yaml'],
  pyzmq: ['zmq'],
  'ruamel-yaml': ['ruamel.yaml'],
  'scikit-image': ['skimage'],
  'scikit-learn': ['sklearn'],
  'sentence-transformers': ['sentence_transformers'],
  'sentry-sdk': ['sentry_sdk'],
  setuptools: ['setuptools', 'pkg_resources'],
  'slack-sdk': ['slack_sdk', 'slack'],
  'snowflake-connector-python': ['snowflake.connector'],
  stripe: ['stripe'],
  'tree-sitter': ['tree_sitter'],
  'typing-extensions': ['typing_extensions'],
  'websocket-client': ['websocket'],
  'zope-interface': ['zope.interface'],
};

/** Packages that share one top-level name with others: what is theirs starts below it. */
const shared = /^(?:google-cloud|azure|opentelemetry|zope|ruamel|jaraco|backports|sphinxcontrib|dagster)-/;

/** Modules that a distribution brings, as code imports them; the name is taken as PyPI normalizes it. */
export function pythonModulesOf(distribution: string): readonly string[] {
  const name = distribution.toLowerCase().replace(/[-_.]+/g, '-');
  const known = Object.hasOwn(modules, name) ? modules[name] : undefined;
  if (known) return known;
  const own = name.replaceAll('-', '_');
  if (shared.test(name)) {
    const parts = name.split('-');
    return [parts.join('.'), [...parts.slice(0, 2), parts.slice(2).join('_')].filter(Boolean).join('.'), own];
  }
  // Typing stubs bring no code; a package in the name of its language is imported without it.
  if (/^types-|-stubs$/.test(name)) return [];
  const bare = name.replace(/^python-|-python$|^py-/g, '').replaceAll('-', '_');
  return bare === own ? [own] : [own, bare];
}
