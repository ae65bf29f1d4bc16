namespace Kayron.Core.Aws.CloudFormation;

/// <summary>Where a nested stack is: logical ids from the root, which itself is the empty path.</summary>
internal static class StackPath
{
    public const string StackType = "AWS::CloudFormation::Stack";

    public static string Join(string parent, string logicalId) => parent.Length == 0 ? logicalId : $"{parent}/{logicalId}";
}
