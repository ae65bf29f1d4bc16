using Kayron.Core.Reconcile;

namespace Kayron.Core.Aws.Ecs;

/// <summary>ECS answers a batch with 200 and lists what it could not read of it.</summary>
internal static class EcsFailures
{
    /// <summary>MISSING is gone meanwhile and may be left out; anything else is partial knowledge, on which nothing is decided.</summary>
    public static void ThrowUnlessMissing(IReadOnlyList<Model.Failure> failures, string doing)
    {
        if (failures.FirstOrDefault(failure => failure.Reason != "MISSING") is { } failure)
            throw new TransientException($"ECS could not {doing} in full: {failure.Arn} is {failure.Reason} {failure.Detail}".TrimEnd());
    }
}
