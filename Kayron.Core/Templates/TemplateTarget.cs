namespace Kayron.Core.Templates;

/// <summary>What templates are rendered for: the values that their addresses may depend on, and where they will be stored.</summary>
/// <param name="UrlOf">Address under which CloudFormation reads a key of the bucket.</param>
public sealed record TemplateTarget(string Environment, string Bucket, string Account, string Region, Func<string, Uri> UrlOf)
{
    private (string Name, string UrlSuffix) Partition => Region switch
    {
        _ when Region.StartsWith("cn-", StringComparison.Ordinal) => ("aws-cn", "amazonaws.com.cn"),
        _ when Region.StartsWith("us-gov-", StringComparison.Ordinal) => ("aws-us-gov", "amazonaws.com"),
        _ => ("aws", "amazonaws.com"),
    };

    /// <summary>References that mean the same in every template.</summary>
    internal IReadOnlyDictionary<string, string> KnownReferences => new Dictionary<string, string>
    {
        ["AWS::Region"] = Region,
        ["AWS::AccountId"] = Account,
        ["AWS::Partition"] = Partition.Name,
        ["AWS::URLSuffix"] = Partition.UrlSuffix,
        ["Environment"] = Environment,
    };

    /// <summary>The object of a rendered file: other content has another key, so that nothing a live stack refers to is ever overwritten.</summary>
    internal string KeyOf(string digest, string path) => $"{Environment}/{digest}/{path}";
}
