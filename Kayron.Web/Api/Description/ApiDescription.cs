using System.Globalization;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kayron.Web.Api.Description;

/// <summary>The API's description at <c>/openapi/v1.json</c>, for whoever is signed in.</summary>
internal static class ApiDescription
{
    private const string Problem = "application/problem+json";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.HttpMethod is not null && endpoint.RelativePath?.StartsWith(Routes.Api[1..], StringComparison.Ordinal) == true;
        options.AddOperationTransformer(DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("Kayron", "v1");
            document.Info.Description = "Lists are newest first and answer items and total. Problems are RFC 9457 with a code that stays when the words change.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");

    /// <returns>As in <see cref="ApiOperation.All"/>: <c>GET changes/{id}</c>.</returns>
    private static string? KeyOf(string? method, string? path) => path is null || path.Length <= Routes.Api.Length ? null : $"{method} {path[Routes.Api.Length..].TrimEnd('/')}";

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses = new OpenApiResponses { ["default"] = ProblemResponse() };
        if (KeyOf(context.Description.HttpMethod, context.Description.RelativePath) is not { } key || !ApiOperation.All.TryGetValue(key, out var described)) return;
        operation.Summary = described.Summary;
        operation.Parameters = [.. operation.Parameters ?? [], .. described.Query.Select(name => new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = Text(name is "page" or "size") })];
        if (described.Body.Length > 0) operation.RequestBody = BodyOf(described.Body);
        var success = new OpenApiResponse { Description = "Done" };
        if (described.Answer is { } answer)
            success.Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(answer, null, cancellationToken) } };
        operation.Responses[described.Status.ToString(CultureInfo.InvariantCulture)] = success;
    }

    private static OpenApiRequestBody BodyOf(string[] keys)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false,
            Properties = keys.ToDictionary(key => key.TrimEnd('!', '[', ']'), key => (IOpenApiSchema)(key.EndsWith("[]", StringComparison.Ordinal) ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() } : key == "policies" ? new OpenApiSchema { Type = JsonSchemaType.Object } : Text())),
            Required = keys.Where(key => key.EndsWith('!')).Select(key => key.TrimEnd('!')).ToHashSet(),
        };
        return new OpenApiRequestBody { Required = schema.Required.Count > 0, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } } };
    }

    private static OpenApiResponse ProblemResponse() => new()
    {
        Description = "A problem: nothing was done",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, Required = new HashSet<string> { "status", "code", "detail" },
                    Properties = new Dictionary<string, IOpenApiSchema> { ["type"] = Text(), ["title"] = Text(), ["status"] = Text(number: true), ["detail"] = Text(), ["code"] = Text() },
                },
            },
        },
    };

    private static OpenApiSchema Text(bool number = false) => new() { Type = number ? JsonSchemaType.Integer : JsonSchemaType.String };
}
