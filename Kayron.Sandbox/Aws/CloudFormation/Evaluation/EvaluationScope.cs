using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>What the names in a template stand for.</summary>
public interface IValueSource
{
    /// <summary>What <c>Ref</c> of a resource gives.</summary>
    string Reference(string logicalId);

    /// <summary>What <c>Fn::GetAtt</c> gives.</summary>
    JsonNode Attribute(string logicalId, string attribute);

    /// <summary>What another stack exports under the name.</summary>
    string Import(string exportName);
}

/// <summary>Names a stack for the pseudo parameters.</summary>
public sealed record StackIdentity(string Account, string Region, string StackName, string StackId);

/// <summary>Where a template is evaluated: its parameters' values, its stack, its resources.</summary>
public sealed record EvaluationScope(Template Template, IReadOnlyDictionary<string, string> Parameters, StackIdentity Stack, IValueSource Values);
