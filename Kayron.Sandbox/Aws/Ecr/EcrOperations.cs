using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Ecr;

/// <summary>Elastic Container Registry: repositories and dispatch of the operations on images.</summary>
public sealed partial class EcrOperations(AwsContext context)
{
    public Dictionary<string, Operation> All => new[] { Repositories, new ImageQueries(context).All, new ImageCommands(context).All }.SelectMany(all => all).ToDictionary();

    private Dictionary<string, Operation> Repositories => new()
    {
        ["CreateRepository"] = CreateRepository,
        ["DescribeRepositories"] = DescribeRepositories,
        ["PutImageTagMutability"] = PutImageTagMutability,
    };

    /// <exception cref="AwsException">The account has no such repository.</exception>
    public static RepositoryState Required(AwsContext context, AwsCall call, JsonObject input)
    {
        var (account, name) = (input.Text("registryId") ?? call.Account, input.Text("repositoryName") ?? throw Invalid("repositoryName", "must not be null"));
        return context.State.Account(account).Repositories.TryGetValue(name, out var repository) ? repository : throw NotFound(account, name);
    }

    public static AwsException Invalid(string parameter, string why) => new("InvalidParameterException", $"Invalid parameter at '{parameter}' failed to satisfy constraint: '{why}'");

    private JsonObject CreateRepository(AwsCall call, JsonObject input)
    {
        var name = input.Text("repositoryName") ?? "";
        if (!Name().IsMatch(name)) throw Invalid("repositoryName", "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'");
        if (context.State.Account(call.Account).Repositories.ContainsKey(name))
            throw new AwsException("RepositoryAlreadyExistsException", $"The repository with name '{name}' already exists in the registry with id '{call.Account}'");
        var repository = RepositoryState.Ensure(context, call.Account, name);
        repository.TagMutability = input.Text("imageTagMutability") ?? "MUTABLE";
        return new JsonObject { ["repository"] = Repository(repository) };
    }

    private JsonObject DescribeRepositories(AwsCall call, JsonObject input)
    {
        var account = input.Text("registryId") ?? call.Account;
        var all = context.State.Account(account).Repositories;
        var names = input.Strings("repositoryNames");
        var found = names.Count == 0 ? [.. all.Values.OrderBy(repository => repository.Name, StringComparer.Ordinal)]
            : names.Select(name => all.GetValueOrDefault(name) ?? throw NotFound(account, name)).ToList();
        var page = Paging.Of(found, "repositories", input.Text("nextToken"), input.Number("maxResults") ?? context.Options.PageSize);
        return new JsonObject { ["repositories"] = page.Items.Select(Repository).ToJsonArray(), ["nextToken"] = page.NextToken }.WithoutAbsent();
    }

    private JsonObject PutImageTagMutability(AwsCall call, JsonObject input)
    {
        var repository = Required(context, call, input);
        repository.TagMutability = input.Text("imageTagMutability") ?? "MUTABLE";
        return new JsonObject { ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["imageTagMutability"] = repository.TagMutability };
    }

    private static JsonObject Repository(RepositoryState repository) => new()
    {
        ["repositoryArn"] = repository.Arn, ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["repositoryUri"] = repository.Uri,
        ["createdAt"] = repository.Created.Epoch(), ["imageTagMutability"] = repository.TagMutability,
        ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = false }, ["encryptionConfiguration"] = new JsonObject { ["encryptionType"] = "AES256" },
    };

    private static AwsException NotFound(string account, string name) =>
        new("RepositoryNotFoundException", $"The repository with name '{name}' does not exist in the registry with id '{account}'");

    [GeneratedRegex(@"^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
