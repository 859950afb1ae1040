// Starts Swagger UI, which its bundle has put on `window`.
window.SwaggerUIBundle({
  url: '/api/schema/',
  dom_id: '#docs',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
