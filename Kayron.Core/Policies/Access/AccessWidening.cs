namespace Kayron.Core.Policies.Access;

/// <summary>Something that a resource grants after a change and did not grant before.</summary>
/// <param name="Stack">Logical ids from the root, joined by <c>/</c>; empty for the root stack.</param>
/// <param name="What">To be read after the logical id: <c>allows s3:* on *</c>.</param>
/// <param name="IsCertain">False where CloudFormation does not tell enough to know.</param>
public sealed record AccessWidening(string Stack, string LogicalId, string What, bool IsCertain)
{
    public override string ToString() => $"{(Stack.Length == 0 ? LogicalId : $"{Stack}/{LogicalId}")} {What}";
}
